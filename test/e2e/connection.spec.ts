import { doMainJob, hasRoom, holderOf, mainJobCalls, mainJobEdits } from '../../scripts/drive/main-job.ts';
import { expect, test } from './desk-fixture.ts';

test('a token that expires while edits are being sent keeps the rest, and a new one sends them once', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  await office.goOffline();
  await doMainJob(desk, client);
  await office.control.order({ fault: 'expireToken', match: { path: '/gateway/contact/contact' }, skip: 1 });
  await office.goOnline();
  const banner = desk.page.getByRole('region', { name: 'Sign in' });
  await expect(banner).toContainText('Signed out.');
  await desk.until(/Sign in to send \d+ edits/);
  expect(await office.effects()).toEqual(mainJobCalls.slice(0, 1));
  await expect(banner).toContainText(/\d+ edits are kept/);
  expect(Number(/(\d+) edits are kept/.exec((await banner.textContent()) ?? '')?.[1])).toBeLessThan(mainJobEdits);

  const field = banner.getByRole('textbox', { name: 'New access token' });
  await field.fill('not-a-token-of-this-gateway');
  await banner.getByRole('button', { name: 'Sign in' }).click();
  await expect(field).toHaveAccessibleDescription(/did not accept this token/);
  await field.fill((await office.control.token()).token);
  await banner.getByRole('button', { name: 'Sign in' }).click();
  await expect(banner).toHaveCount(0);
  await desk.until(/Up to date/);
  expect(await office.effects()).toEqual(mainJobCalls);
});

test('the status bar says what the connection is: offline, an outage, a guest network, up to date', async ({ office }) => {
  const desk = await office.begin(20);
  await office.goOffline();
  await desk.until(/^Offline since \d/);
  await office.control.order({ fault: 'outage', status: 503 });
  await office.control.online();
  await desk.tryNow();
  await desk.until(/Gateway busy, next try/);
  await office.control.calm();
  await office.control.order({ fault: 'portal' });
  await desk.tryNow();
  await desk.until(/This network wants a sign-in page/);
  await office.control.calm();
  await desk.tryNow();
  await desk.until(/^Up to date at \d/);
});

test('working offline on purpose holds every edit until one goes online again', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  await desk.command('Work offline, or go online again');
  await desk.until(/Working offline, as you asked/);
  await desk.rename(await desk.level(), holderOf(client), 'Māhina Te Rangi');
  await desk.until(/Working offline, as you asked.*1 edit waiting/);
  const before = (await office.control.requests()).length;
  await desk.command('Send now');
  await desk.until(/Working offline, as you asked.*1 edit waiting/);
  expect((await office.control.requests()).length).toBe(before);

  await desk.page.getByRole('button', { name: 'Go online' }).click();
  await desk.until(/Up to date/);
  expect(await office.effects()).toEqual(['PUT contact']);
});

test('an edit that is refused needs you: the reason is said, it can be sent again or discarded', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  const [idType = '', id = ''] = client.id.split(':');
  const theirs = { CustomerID: id, CustomerIDType: idType, Contact: { ContactType: 'SCNDRY', Name: 'Somebody Else', Phone: [{ PhoneType: 'CELL', Country: 'NZ', PhoneNumber: '0215550111' }] } };
  const takeSecondary = async (): Promise<number> => {
    expect((await office.control.act({ method: 'POST', on: 'contact', body: theirs })).status).toBe(200);
    const state = await office.control.client(client.id);
    return state?.Customer.Contact?.find(({ ContactType }) => ContactType === 'SCNDRY')?.ContactID ?? 0;
  };
  await office.goOffline();
  await desk.addContact(await desk.level(), 'secondary', 'Tūī Parata', '09 555 0101');
  const taken = await takeSecondary();
  await office.goOnline();
  await desk.page.getByRole('button', { name: '1 needs you' }).click();
  const edit = desk.queue.getByRole('region', { name: 'Needs you' }).getByRole('listitem');
  await expect(edit).toContainText('Tūī Parata');
  await expect(edit.locator('.queue-reason')).toContainText(/secondary|already|one/i);
  await expect(edit.getByRole('button', { name: /^Discard/ })).toBeVisible();
  expect(await office.effects()).toEqual([]);

  // The other one goes: sent again, it is accepted, once.
  expect((await office.control.act({ method: 'DELETE', on: 'contact', body: { ContactID: taken } })).status).toBe(200);
  await edit.getByRole('button', { name: /^Send again/ }).click();
  await desk.until(/Up to date/);
  await expect(desk.page.getByRole('button', { name: '1 needs you' })).toHaveCount(0);
  await expect.poll(() => office.effects()).toEqual(['POST contact']);
});

test('a refused edit that is discarded is gone, and what the gateway has shows', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  const [holder] = client.state.Customer.Contact ?? [];
  await office.goOffline();
  await desk.addPhone(await desk.level(), holderOf(client), '021 555 0187', 'Mobile');
  expect((await office.control.act({ method: 'DELETE', on: 'contact', body: { ContactID: holder?.ContactID } })).status).toBe(200);
  await office.goOnline();
  await desk.page.getByRole('button', { name: '1 needs you' }).click();
  const edit = desk.queue.getByRole('region', { name: 'Needs you' }).getByRole('listitem');
  await edit.getByRole('button', { name: /^Discard/ }).click();
  await expect(edit).toContainText('Discard this edit?');
  await edit.getByRole('button', { name: 'Discard edit' }).click();
  await expect(desk.queue.getByText('Nothing waiting')).toBeVisible();
  await desk.until(/Up to date/);
  await expect(desk.client.getByText('Inland Revenue holds no contact for this client.')).toBeVisible();
  expect(await office.effects()).toEqual([]);
});

for (const [words, choose, name, effects] of [
  ['keeping mine sends it', 'Keep mine', 'Māhina Te Rangi', ['PUT contact']],
  ['keeping theirs sends nothing', 'Keep Inland Revenue’s', 'Somebody Else', []],
] as const) {
  test(`a conflict shows what was, what is mine and what is theirs; ${words}`, async ({ office }) => {
    const { desk, client } = await office.beginWith(hasRoom);
    const [holder] = client.state.Customer.Contact ?? [];
    await office.goOffline();
    await desk.rename(await desk.level(), holderOf(client), 'Māhina Te Rangi');
    expect((await office.control.act({ method: 'PUT', on: 'contact', body: { ContactID: holder?.ContactID, Contact: { Name: 'Somebody Else' } } })).status).toBe(200);
    await office.goOnline();
    await desk.page.getByRole('button', { name: '1 needs you' }).click();
    const edit = desk.queue.getByRole('region', { name: 'Needs you' }).getByRole('listitem');
    await expect(edit.getByRole('row').filter({ hasText: 'Somebody Else' }).getByRole('cell')).toHaveText([holderOf(client), 'Māhina Te Rangi', 'Somebody Else']);
    expect(await office.effects()).toEqual([]);

    await edit.getByRole('button', { name: new RegExp(`^${choose}`) }).click();
    await desk.until(/Up to date/);
    await expect(desk.page.getByRole('button', { name: '1 needs you' })).toHaveCount(0);
    await expect(desk.contact(await desk.level(), name)).toBeVisible();
    await expect.poll(() => office.effects()).toEqual(effects);
    expect((await office.control.client(client.id))?.Customer.Contact?.[0]?.Name).toBe(name);
  });
}

test('undoing an edit that waits undoes what followed from it, and nothing is sent', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  await office.goOffline();
  const level = await desk.level();
  await desk.rename(level, holderOf(client), 'Māhina Te Rangi');
  await desk.addContact(level, 'secondary', 'Tūī Parata', '09 555 0101');
  await desk.addPhone(level, 'Tūī Parata', '021 555 0187', 'Mobile');
  await desk.until(/3 edits waiting/);
  await desk.openQueue();
  await desk.queue.getByRole('button', { name: /^Undo: Add .*contact/ }).click();
  await desk.until(/Offline.*1 edit waiting/);
  await expect(desk.contact(level, 'Tūī Parata')).toHaveCount(0);
  await expect(desk.page.getByText('Undone, with 1 that followed from it')).toBeVisible();

  await desk.closeQueue();
  await desk.client.focus();
  await desk.page.keyboard.press('u');
  await expect(desk.contact(level, holderOf(client))).toBeVisible();
  await office.goOnline();
  await desk.until(/Up to date/);
  expect(await office.effects()).toEqual([]);
});

test('edits of a client that is delinked meanwhile are kept and not sent, until it is linked again', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  await office.goOffline();
  await desk.rename(await desk.level(), holderOf(client), 'Māhina Te Rangi');
  await office.control.unlink(client.id);
  await office.goOnline();
  await expect(desk.client.getByText(/not on your client lists at Inland Revenue any more/)).toBeVisible();
  await expect(desk.client.getByText('1 edit of it is kept and not sent.')).toBeVisible();
  await desk.client.getByRole('button', { name: 'Show it in the queue' }).click();
  await expect(desk.queue.getByRole('listitem')).toHaveCount(1);
  expect(await office.effects()).toEqual([]);

  await office.control.link(client.id);
  await desk.command('Read all clients again');
  await expect.poll(() => office.effects()).toEqual(['PUT contact']);
  await desk.until(/Up to date/);
  await expect(desk.client.getByText(/not on your client lists/)).toHaveCount(0);
});
