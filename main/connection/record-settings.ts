import type { CheckLine, RecordSettings } from '../../shared/connection-settings.ts';
import type { ConnectionInfo, ShellRequests } from '../../shared/ipc-contract.ts';
import { err } from '../../shared/result.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import { certificateIssues } from '../transport/certificate-issues.ts';
import type { TokenVault } from '../secrets/token-vault.ts';
import { blocking, type TestParts } from './connection-test.ts';
import { isRecords } from './connections.ts';
import { whole, type Issues } from './door.ts';
import type { OpenConnection } from './open-connection.ts';
import { RecordDoor } from './record-door.ts';
import { readRecordForm, recordHome, stillUsableKeys, type FilledRecords } from './record-form.ts';
import { keepKeys, type SystemKeys } from './record-keys.ts';
import { testRecords } from './record-test.ts';

/** The settings of one connection to a system whose contacts are records. `one` may be of another system, or none: then nothing is held. */

type Typed = Pick<Parameters<ShellRequests['app.testRecords']>[0], 'settings' | 'secrets'>;

const keysOf = (one: OpenConnection | null): SystemKeys => (one?.door instanceof RecordDoor ? one.door.keys : {});

const settingsOf = (one: OpenConnection | null): RecordSettings | null => {
  const settings = one?.connection.settings ?? null;
  return isRecords(settings) ? settings : null;
};

function readTyped(one: OpenConnection | null, { settings, secrets }: Typed, systems: readonly SystemFacts[]): Issues<FilledRecords> {
  const before = settingsOf(one);
  return readRecordForm(settings, secrets, before === null ? {} : stillUsableKeys(keysOf(one), before, settings), systems);
}

/** For the form of the connection. `held`: names of secrets in the keychain; none: signed out. */
export function heldRecords(one: OpenConnection | null): { settings: RecordSettings; held: string[] } | null {
  const settings = settingsOf(one);
  return settings === null ? null : { settings, held: Object.entries(keysOf(one)).flatMap(([name, secret]) => (secret === '' ? [] : [name])) };
}

export const testRecordSettings = (one: OpenConnection | null, ask: Typed, systems: readonly SystemFacts[], test: TestParts): Promise<CheckLine[]> => testRecords(readTyped(one, ask, systems), test);

interface ChangeParts {
  vault: TokenVault;
  systems: readonly SystemFacts[];
  test: TestParts;
}

/** Keeps other settings or keys and opens the connection anew with them, also offline. Keys that the system refuses are told beside their fields. */
export function changeRecords(one: OpenConnection, ask: Typed, { vault, systems, test }: ChangeParts): Promise<Issues<ConnectionInfo>> {
  return one.inTurn(async () => {
    const before = settingsOf(one);
    if (before === null) return whole('notConnected', 'There is no connection whose settings could change.');
    const read = readTyped(one, ask, systems);
    if (!read.ok) return read;
    const { settings, secrets } = read.value;
    if (one.unsent !== 0 && recordHome(before) !== recordHome(settings)) return stranded(before, settings, one.unsent);
    const refused = await refusedNow(read.value, test);
    if (refused.length > 0) return err(refused);
    return keepChange(one, settings, secrets, vault);
  });
}

/** Certificates show without a network; keys only where the system answers: out of reach, they are taken for later. */
async function refusedNow(form: FilledRecords, test: TestParts) {
  const files = certificateIssues({ clientCertificate: null, authorities: form.secrets['authorities'] ?? '', proxy: null }, test.now());
  if (files.length > 0) return files;
  return blocking((await testRecords({ ok: true, value: form }, test)).filter(({ what }) => what === 'token'));
}

async function keepChange(one: OpenConnection, settings: RecordSettings, secrets: SystemKeys, vault: TokenVault): Promise<Issues<ConnectionInfo>> {
  const held = keysOf(one);
  const kept = await keepKeys(vault, one.id, secrets);
  if (!kept.ok) return whole('keychain', kept.error);
  const opened = await one.change({ ...one.connection, name: settings.name, settings }, async () => undefined);
  // Old settings and new keys do not go together.
  if (one.connection.settings !== settings) await keepKeys(vault, one.id, held);
  return opened;
}

/** Edits meant for one account never go out to another; and a doubt about a call is only settled where the call was made. */
function stranded(before: RecordSettings, after: RecordSettings, unsent: number | null): Issues<never> {
  const field = before.system !== after.system ? 'settings.system' : before.address !== after.address ? 'settings.address' : 'settings.scope';
  const edits = unsent === null ? 'Whether edits wait cannot be told while the files are not open.' : unsent === 1 ? '1 edit is not settled yet.' : `${unsent} edits are not settled yet.`;
  return err([{ field, code: 'unsentEdits', text: `${edits} What was meant for one place is never sent to another: send or discard it first, then change this.` }]);
}
