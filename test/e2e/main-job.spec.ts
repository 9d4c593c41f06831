import { doMainJob, doMainJobOneByOne, emptyAccountOf, hasRoom, holderOf, mainJobCalls, mainJobEdits, mainJobEffects } from '../../scripts/drive/main-job.ts';
import { findClient } from '../../scripts/drive/people.ts';
import { controlOf } from '../../main/sandbox/control-client.ts';
import { startSandbox } from '../../main/sandbox/sandbox.ts';
import { practiceCount, practiceSeed } from '../../main/connection/practice-options.ts';
import { expect, test } from './desk-fixture.ts';

test('the twelve use cases, made with the network gone, arrive exactly once and in order', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  await office.goOffline();
  await doMainJob(desk, client);
  await desk.openQueue();
  await desk.until(new RegExp(`Offline.*${mainJobEdits} edits waiting`));
  await expect(desk.queue.getByRole('listitem')).toHaveCount(mainJobEdits);
  expect(await office.effects()).toEqual([]);

  await office.goOnline();
  await desk.until(/Up to date/);
  await desk.showSent();
  await expect(desk.queue.getByRole('listitem')).toHaveCount(mainJobEdits);
  expect(await office.effects()).toEqual(mainJobCalls);

  const after = await office.control.client(client.id);
  expect(after?.Customer.Contact?.map(({ Name }) => Name)).toEqual([`${holderOf(client)} Tāwhiri`]);
  const account = after?.Accounts.find(({ ID }) => ID === emptyAccountOf(client));
  expect(account?.Contact).toMatchObject([{ ContactType: 'PRIMRY', Name: 'Hēmi Parata-Moss', Phone: [{ PhoneType: 'HOM', Country: 'NZ', AreaCode: '', PhoneNumber: '095550178', Extension: '' }] }]);
  expect(account?.Contact).toHaveLength(1);
});

test('the twelve use cases, each sent before the next is made, arrive one by one', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  await doMainJobOneByOne(desk, client, office.control);
  expect(await office.effects()).toEqual(mainJobEffects);
});

test('the embedded practice office does the same job and remembers it over a restart', async ({ office }) => {
  // The practice office is the sandbox with its usual seed: a twin is asked only which of its clients has room.
  const twin = await startSandbox({ system: 'ird', profile: 'practice', clients: practiceCount({}, 'clients'), seed: practiceSeed, port: 0 });
  const client = await findClient(controlOf(twin.control), hasRoom);
  await twin.close();

  let desk = await office.start();
  await desk.startPractice();
  await expect(desk.page.getByText('Practice data', { exact: true })).toBeVisible();
  await desk.until(/Up to date/);
  await desk.open(client.number, client.name);
  await doMainJob(desk, client);
  await desk.until(/Up to date/);
  await desk.showSent();
  await expect(desk.queue.getByRole('listitem')).toHaveCount(mainJobEdits);
  await office.quit();

  desk = await office.start();
  await desk.until(/Up to date/);
  await desk.command('Read all clients again');
  await desk.until(/Up to date/);
  await desk.open(client.number, client.name);
  await expect(desk.contact(await desk.level(), `${holderOf(client)} Tāwhiri`)).toBeVisible();
  await expect(desk.contact(await desk.level(emptyAccountOf(client)), 'Hēmi Parata-Moss')).toContainText('09 555 0178');
  await desk.showSent();
  await expect(desk.queue.getByRole('listitem')).toHaveCount(mainJobEdits);
});
