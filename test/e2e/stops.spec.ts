import type { FaultOrder } from '../../main/sandbox/faults.ts';
import { doMainJob, hasRoom, holderOf, mainJobCalls, mainJobEdits } from '../../scripts/drive/main-job.ts';
import type { Found } from '../../scripts/drive/people.ts';
import { expect, test, type Office } from './desk-fixture.ts';

/** However the app stops, an edit that was made is there at the next start, and reaches the gateway once. */

async function threeEdits(office: Office, client: Found): Promise<void> {
  const { desk } = office;
  const level = await desk.level();
  await desk.rename(level, holderOf(client), 'Māhina Te Rangi');
  await desk.addPhone(level, 'Māhina Te Rangi', '021 555 0187', 'Mobile');
  await desk.addContact(level, 'secondary', 'Tūī Parata', '09 555 0101');
  await desk.until(/3 edits waiting/);
}

for (const [words, stop] of [
  ['quitting', (office: Office) => office.quit()],
  ['kill -9 of every process', (office: Office) => office.kill()],
] as const) {
  test(`${words} while edits wait offline loses none, and each is sent once`, async ({ office }) => {
    const { client } = await office.beginWith(hasRoom);
    await office.goOffline();
    await threeEdits(office, client);
    await stop(office);
    const desk = await office.start();
    await desk.until(/Offline.*3 edits waiting/);
    await desk.open(client.number, client.name);
    await expect(desk.contact(await desk.level(), 'Māhina Te Rangi')).toContainText('021 555 0187');
    await desk.openQueue();
    await expect(desk.queue.getByRole('region', { name: 'Waiting' }).getByRole('listitem')).toHaveCount(3);

    await office.goOnline();
    await desk.until(/Up to date/);
    expect(await office.effects()).toEqual(['PUT contact', 'POST phone', 'POST contact']);
    await desk.showSent();
    await expect(desk.queue.getByRole('listitem')).toHaveCount(3);
  });
}

/** Replies that never come while the app is killed: the change was made, or was not, and the app cannot know which. */
const unanswered: readonly (readonly [string, FaultOrder])[] = [
  ['the gateway had applied the edit', { fault: 'stall', applied: true, match: { method: 'POST', path: '/gateway/contact/contact' } }],
  ['the gateway had not applied the edit', { fault: 'stall', match: { method: 'POST', path: '/gateway/contact/contact' } }],
];

for (const [words, stall] of unanswered) {
  test(`kill -9 in the middle of sending, when ${words}: every edit is applied exactly once`, async ({ office }) => {
    const { desk, client } = await office.beginWith(hasRoom);
    await office.goOffline();
    await doMainJob(desk, client);
    await desk.until(new RegExp(`${mainJobEdits} edits waiting`));
    await office.control.order({ fault: 'latency', ms: 30 });
    await office.control.order({ fault: 'dropReply', match: { method: 'PUT', path: '/gateway/contact/contact' } });
    await office.control.order(stall);
    await office.goOnline();
    const isOut = async (): Promise<boolean> => (await office.control.faults()).every(({ order }) => order.fault === 'latency');
    await expect.poll(isOut, { timeout: 45_000 }).toBe(true);
    await office.kill();
    await office.control.calm();

    const again = await office.start();
    await again.until(/Up to date/);
    // One rename and one creation. What was in doubt is not put together anew: the rest of it may follow in calls of its own.
    const effects = await office.effects();
    expect(effects.slice(0, 2)).toEqual(mainJobCalls);
    expect(effects.filter((effect) => effect === 'POST contact')).toHaveLength(1);
    await again.showSent();
    await expect(again.queue.getByRole('listitem')).toHaveCount(mainJobEdits);
    await again.queue.getByRole('tab', { name: /^To send/ }).click();
    await expect(again.queue.getByText('Nothing waiting')).toBeVisible();
  });
}

test('quitting while a request is out ends the app, and the edit is not sent twice', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  await office.control.order({ fault: 'stall', applied: true, match: { method: 'PUT', path: '/gateway/contact/contact' } });
  await desk.rename(await desk.level(), holderOf(client), 'Māhina Te Rangi');
  await desk.until(/Sending 1 of 1/);
  await expect.poll(() => office.effects()).toEqual(['PUT contact']);
  await office.quit();
  await office.control.calm();

  const again = await office.start();
  await again.until(/Up to date/);
  await again.open(client.number, client.name);
  await expect(again.contact(await again.level(), 'Māhina Te Rangi')).toBeVisible();
  expect(await office.effects()).toEqual(['PUT contact']);
});

test('kill -9 of the app and its practice office together: what was sent is there, and is not sent again', async ({ office }) => {
  const desk = await office.start({ AGENTBOOK_PRACTICE_CLIENTS: '60' });
  await desk.startPractice();
  await desk.until(/Up to date/);
  await desk.search('');
  await desk.list.getByRole('option').first().click();
  const rename = desk.client.getByRole('button', { name: /^Rename / }).first();
  await rename.click();
  await desk.client.getByRole('form', { name: 'Rename contact' }).getByRole('textbox', { name: 'Name' }).fill('Māhina Te Rangi');
  await desk.page.keyboard.press('Enter');
  await desk.showSent();
  await expect(desk.queue.getByRole('listitem')).toHaveCount(1);
  await office.kill();

  const again = await office.start({ AGENTBOOK_PRACTICE_CLIENTS: '60' });
  await again.until(/Up to date/);
  await again.command('Read all clients again');
  await again.search('mahina te rangi');
  await expect(again.list.getByRole('option')).toHaveCount(1);
  await again.list.getByRole('option').click();
  await expect(again.client.getByRole('article', { name: /contact Māhina Te Rangi$/ })).toBeVisible();
  await again.showSent();
  await expect(again.queue.getByRole('listitem')).toHaveCount(1);
});
