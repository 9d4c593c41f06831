import type { Page } from 'playwright';
import { hasRoom, holderOf } from '../../scripts/drive/main-job.ts';
import { findClients } from '../../scripts/drive/people.ts';
import { expect, test } from './desk-fixture.ts';

/** Renames the first contact of every client that has one, as the forms would, and answers how many edits that made. */
const renameAll = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { agentbook } = window;
    const time = '01ARZ3NDEKTSV4RRFFQ69G';
    let made = 0;
    for (let start = 0; ; start += 500) {
      const { rows } = await agentbook.askEngine('clients.list', { query: '', view: 'all', start, count: 500 });
      for (const { id } of rows) {
        const detail = await agentbook.askEngine('clients.open', { clientId: id });
        const level = detail?.levels.find(({ locked, contacts }) => locked === '' && contacts.length > 0);
        const contact = level?.contacts[0];
        if (!level || !contact) continue;
        const editId = `${time}${String(made).padStart(4, '0')}`;
        const answer = await agentbook.askEngine('edits.queue', { editId, clientId: id, intent: { type: 'edit', contact: contact.key, scope: level.scope, changes: [{ op: 'set', field: 'Name', was: contact.name, to: `Renamed ${made}` }] } });
        if (answer.ok) made += 1;
      }
      if (rows.length < 500) return made;
    }
  });

test('a thousand edits: only those near the window exist, the last is one key away, and search finds one of them', async ({ office }) => {
  test.setTimeout(180_000);
  const desk = await office.begin(1_300);
  await office.goOffline();
  const made = await renameAll(desk.page);
  expect(made).toBeGreaterThan(1_000);
  await desk.openQueue();
  const rows = desk.queue.getByRole('listitem');
  await expect(desk.queue.getByRole('tab', { name: /^To send/ })).toContainText(made.toLocaleString('en-NZ'));
  await expect(desk.queue.getByRole('region', { name: 'Waiting' })).toContainText('Renamed 0');
  expect(await rows.count()).toBeLessThan(60);
  await rows.first().focus();
  await desk.page.keyboard.press('End');
  const last = desk.queue.locator(`[aria-posinset="${made}"]`);
  await expect(last).toBeInViewport();
  await expect(last).toHaveAttribute('aria-setsize', String(made));
  await expect(last).toContainText(`Renamed ${made - 1}`);
  expect(await rows.count()).toBeLessThan(60);
  await desk.queue.getByRole('searchbox').fill('renamed 777');
  // Numbers are searched as well: 777 may be in some.
  await expect.poll(() => rows.count()).toBeLessThan(12);
  await expect(rows.filter({ hasText: 'Renamed 777' })).toHaveCount(1);
  await desk.queue.getByRole('searchbox').fill('no such edit');
  await expect(desk.queue.getByText('No edit matches')).toBeVisible();
});

test('everything of one client is discarded after one question, nothing of another is, and it can be had back', async ({ office }) => {
  const desk = await office.begin();
  const [one, other] = await findClients(office.control, 2, hasRoom);
  if (!one || !other) throw new Error('two clients are needed');
  await office.goOffline();
  await desk.open(other.number, other.name);
  await desk.rename(await desk.level(), holderOf(other), 'Kept Name');
  await desk.open(one.number, one.name);
  await desk.rename(await desk.level(), holderOf(one), 'Māhina Te Rangi');
  await desk.addContact(await desk.level(), 'secondary', 'Tūī Parata', '09 555 0101');
  await desk.until(/3 edits waiting/);
  await desk.openQueue();
  await desk.queue.getByRole('button', { name: `This client only: ${one.name}` }).click();
  const rows = desk.queue.getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await desk.queue.getByRole('button', { name: 'Discard all of this client…' }).click();
  await desk.queue.getByRole('button', { name: 'Discard 2 edits' }).click();
  await desk.until(/1 edit waiting/);
  await expect(desk.queue.getByText('No edit matches')).toBeVisible();
  await desk.queue.getByRole('button', { name: 'Show all edits' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('Kept Name');
  await desk.page.getByRole('button', { name: 'Bring back' }).click();
  await desk.until(/3 edits waiting/);
  await office.goOnline();
  await desk.until(/Up to date/);
  expect((await office.effects()).toSorted()).toEqual(['POST contact', 'PUT contact', 'PUT contact']);
});
