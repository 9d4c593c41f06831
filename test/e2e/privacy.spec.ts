import { readdirSync } from 'node:fs';
import { emptyAccountOf, hasRoom, holderOf } from '../../scripts/drive/main-job.ts';
import { expect, test, type Office } from './desk-fixture.ts';
import { bytesOf, holding, needlesOf } from './plain-text.ts';

/** Names and numbers of everybody whom the gateway told about, long enough not to turn up by chance. */
async function everybody(office: Office): Promise<string[]> {
  const { rows } = await office.control.clients(0, 100);
  const states = await Promise.all(rows.filter(({ link }) => link).map(({ client }) => office.control.client(client)));
  const contacts = states.flatMap((state) => [state?.Customer, ...(state?.Accounts ?? [])].flatMap((level) => level?.Contact ?? []));
  const words = [...rows.map(({ name }) => name), ...contacts.map(({ Name }) => Name), ...contacts.flatMap(({ Phone }) => Phone.map(({ PhoneNumber }) => PhoneNumber))];
  return [...new Set(words)].filter((word) => word.length >= 7);
}

const typed = ['Xanthippe Quillfeather', 'Quillfeather-Zwingli', 'Wharekōkako', '0219876543', '021 987 6543', '93745678', '9374 5678'];

test('no name, number or token is in plain text in any file, nor in anything the app prints', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  const secrets = [...typed, office.token, ...(await everybody(office))];
  expect(secrets.length).toBeGreaterThan(100);
  const level = await desk.level();
  await office.goOffline();
  await desk.rename(level, holderOf(client), 'Xanthippe Quillfeather');
  await desk.addPhone(level, 'Xanthippe Quillfeather', '021 987 6543', 'Mobile');
  const account = await desk.level(emptyAccountOf(client));
  await desk.addContact(account, 'primary', 'Wharekōkako Moss', '+61 2 9374 5678');
  // Typed and never saved, searched for, and refused: all of it leaves no trace either.
  await level.getByRole('button', { name: 'Rename Xanthippe Quillfeather' }).click();
  await level.getByRole('textbox', { name: 'Name' }).fill('Quillfeather-Zwingli');
  await desk.search('Xanthippe Quillfeather');
  await expect(desk.list.getByRole('option')).toHaveCount(1);
  await desk.search('0219876543');
  await expect(desk.list.getByRole('option')).toHaveCount(1);

  const { userData } = office.home;
  // The search itself works: the connection's own name is no secret, and is found.
  expect(holding(userData, ['Ngata & Co'])).not.toEqual([]);
  expect(holding(userData, secrets)).toEqual([]);
  await office.kill();
  expect(holding(userData, secrets)).toEqual([]);

  const again = await office.start();
  await again.until(/Offline.*3 edits waiting/);
  await office.control.order({ fault: 'answer', status: 500, body: '{"errors":[{"code":"EU6001","type":"server","message":"Unexpected error occurred"}]}' });
  await office.goOnline();
  await again.until(/Up to date/);
  expect(await office.effects()).toEqual(['PUT contact', 'POST phone', 'POST contact']);
  expect(holding(userData, secrets)).toEqual([]);
  await office.quit();
  expect(holding(userData, secrets)).toEqual([]);
  expect(office.said).not.toBe('');
  expect(secrets.flatMap((word, at) => (office.said.includes(word) ? [`printed word ${at}`] : []))).toEqual([]);
});

test('nor while it is locked: no file of the app, nothing in the folder for temporary files', async ({ office }) => {
  const { desk, client } = await office.beginWith(hasRoom);
  const secrets = [...typed, office.token, ...(await everybody(office))];
  const level = await desk.level();
  await office.goOffline();
  await desk.rename(level, holderOf(client), 'Xanthippe Quillfeather');
  await level.getByRole('button', { name: 'Rename Xanthippe Quillfeather' }).click();
  await level.getByRole('textbox', { name: 'Name' }).fill('Quillfeather-Zwingli');
  await desk.search('0219876543');
  await office.app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('lock')?.click());
  await expect(desk.page.getByRole('main', { name: 'Locked' })).toBeVisible();
  const ended = (): Promise<boolean> => office.app.electron.evaluate(({ app }) => app.getAppMetrics().every(({ name }) => name === undefined || !name.startsWith('Agentbook')));
  await expect.poll(ended).toBe(true);
  const { userData, temp } = office.home;
  expect(holding(userData, ['Ngata & Co'])).not.toEqual([]);
  expect(holding(userData, secrets)).toEqual([]);
  expect(holding(temp, secrets)).toEqual([]);
  expect(mappedWith(office, [userData, temp], secrets)).toEqual([]);

  await desk.page.getByRole('button', { name: 'Unlock' }).click();
  await desk.until(/Offline.*1 edit waiting/);
  expect(holding(userData, secrets)).toEqual([]);
  expect(holding(temp, secrets)).toEqual([]);
});

/**
 * What processes of the app have mapped into their memory from files under these folders, also from files that are deleted since (Chromium
 * shares memory that way), and that holds one of the words. Linux only, and only where the user may look at them.
 */
function mappedWith(office: Office, folders: readonly string[], words: readonly string[]): string[] {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && textOf(`/proc/${name}/cmdline`).includes(office.home.userData));
  const maps = pids.flatMap((pid) => textOf(`/proc/${pid}/maps`).split('\n').map((line) => ({ pid, range: line.split(' ')[0] ?? '', file: line.slice(line.indexOf('/')) })));
  const ours = maps.filter(({ file }) => folders.some((folder) => file.startsWith(`${folder}/`)));
  // The looking itself works: Chromium always shares some memory between its processes.
  expect(ours.length).toBeGreaterThan(0);
  const needles = needlesOf(words);
  return ours.flatMap(({ pid, range, file }) => {
    const content = bytesOf(`/proc/${pid}/map_files/${range}`);
    return needles.filter(({ bytes }) => content.includes(bytes)).map(({ at }) => `${file} holds word ${at}`);
  });
}

const textOf = (file: string): string => bytesOf(file).toString('utf8');
