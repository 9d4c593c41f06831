import { noSecrets, type CheckLine, type ConnectionSecrets, type ConnectionSettings, type HeldSettings } from '../../shared/connection-settings.ts';
import type { ConnectionInfo, ShellRequests } from '../../shared/ipc-contract.ts';
import { err } from '../../shared/result.ts';
import { tokenAccount, type TokenVault } from '../secrets/token-vault.ts';
import { fileIssues, issueOf, testConnection, type TestParts } from './connection-test.ts';
import { isGateway } from './connections.ts';
import { whole, type Issues } from './door.ts';
import { readForm, type FilledForm } from './filled-form.ts';
import { GatewayDoor } from './gateway-door.ts';
import { keepSecrets } from './held-secrets.ts';
import type { OpenConnection } from './open-connection.ts';
import { sameAddresses, sameSignIn, stillUsable, strandedEdits } from './whose.ts';

/** The settings of one connection to Inland Revenue: tested, changed, signed in with. `one` may be of another system, or none: then nothing is held. */

type Changed = Omit<Parameters<ShellRequests['app.test']>[0], 'anew'>;

function heldOf(one: OpenConnection | null): ConnectionSecrets {
  const door = one?.door;
  return door instanceof GatewayDoor ? { ...door.form.secrets, token: door.token } : noSecrets;
}

const settingsOf = (one: OpenConnection | null): ConnectionSettings | null => {
  const settings = one?.connection.settings ?? null;
  return isGateway(settings) ? settings : null;
};

/** What is typed over what is held, without what is to be forgotten. */
function readChange(one: OpenConnection | null, { settings, secrets, forget }: Changed): Issues<FilledForm> {
  const held = { ...stillUsable(heldOf(one), settingsOf(one), settings) };
  for (const name of forget) held[name] = '';
  return readForm(settings, secrets, held);
}

/** With what is in the form; secrets left empty are those held, but for those to be forgotten. */
export function testGateway(one: OpenConnection | null, ask: Changed, test: TestParts): Promise<CheckLine[]> {
  const read = readChange(one, ask);
  const door = one?.door;
  // What is typed may be anybody's address: a sign-in is shown only to those it was made for.
  const held = door instanceof GatewayDoor && read.ok && sameAddresses(door.form.settings, read.value.settings) ? door.authorization : null;
  return testConnection(read, held, test);
}

export async function heldSettings(one: OpenConnection | null): Promise<HeldSettings | null> {
  const held = (await one?.door?.settings()) ?? null;
  return held === null || one === null ? null : { ...held, settings: { ...held.settings, name: one.connection.name } };
}

interface ChangeParts {
  vault: TokenVault;
  test: TestParts;
}

/** Keeps other settings and opens the connection anew with them, also offline. Where the sign-in is another one, it begins signed out. */
export function changeGateway(one: OpenConnection, ask: Changed, { vault, test }: ChangeParts): Promise<Issues<ConnectionInfo>> {
  return one.inTurn(async () => {
    const before = settingsOf(one);
    if (before === null) return whole('notConnected', 'There is no connection whose settings could change.');
    const read = readChange(one, ask);
    if (!read.ok) return read;
    const stranded = strandedEdits(before, read.value.settings, one.unsent);
    if (stranded.length > 0) return err(stranded);
    const issues = await fileIssues(read.value, test.now());
    if (issues.length > 0) return err(issues);
    return keepChange(one, before, read.value, ask.secrets.token, vault);
  });
}

async function keepChange(one: OpenConnection, before: ConnectionSettings, { settings, secrets }: FilledForm, token: string, vault: TokenVault): Promise<Issues<ConnectionInfo>> {
  const held = heldOf(one);
  const sameSession = sameSignIn(before, settings);
  // Ended there with the secret it was made with.
  if (!sameSession) await one.endSession();
  const kept = await keepSecrets(vault, one.id, secrets);
  if (!kept.ok) return whole('keychain', kept.error);
  const opened = await one.change({ ...one.connection, name: settings.name, settings }, async () => void (sameSession || (await vault.remove(tokenAccount(one.id)))));
  // Old settings and new secrets do not go together.
  if (one.connection.settings !== settings) await keepSecrets(vault, one.id, held);
  if (opened.ok && token !== '' && settings.signIn.method === 'token') await one.door?.signIn({ token: secrets.token });
  return opened;
}

/** A pasted token that the gateway refuses is refused here; a gateway out of reach is no reason not to take one for later. */
export async function signIn(one: OpenConnection, ask: { token: string }, test: TestParts): Promise<Issues<null>> {
  const { door } = one;
  if (door === null) return whole('notConnected', 'There is no connection to sign in to yet.');
  const settings = settingsOf(one);
  if (settings?.signIn.method !== 'token') return door.signIn(ask);
  const read = readForm(settings, { ...heldOf(one), token: ask.token }, {});
  if (!read.ok) return err(read.error.filter(({ field }) => field === 'secrets.token'));
  const [refused] = (await testConnection(read, null, test)).filter(({ what, outcome }) => what === 'token' && outcome === 'wrong');
  return refused === undefined ? door.signIn({ token: read.value.secrets.token }) : err([issueOf(refused)]);
}
