import type { CheckLine, RecordSettings } from '../../shared/connection-settings.ts';
import type { ConnectionInfo, ShellRequests } from '../../shared/ipc-contract.ts';
import { err, ok } from '../../shared/result.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import { certificateIssues } from '../transport/certificate-issues.ts';
import type { TokenVault } from '../secrets/token-vault.ts';
import { blocking, type TestParts } from './connection-test.ts';
import { isRecords, type Connection } from './connections.ts';
import { whole, type Issues } from './door.ts';
import type { OpenConnection } from './open-connection.ts';
import { authorizationOf, RecordDoor } from './record-door.ts';
import { readRecordForm, recordHome, stillUsableKeys, type FilledRecords } from './record-form.ts';
import { keepKeys, type SystemKeys } from './record-keys.ts';
import { apart, formPlaces, heldPlaces, sameSystem, type Places } from './record-places.ts';
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
  /** Every connection but this one. */
  others: readonly OpenConnection[];
}

/** Keeps other settings or keys and opens the connection anew with them, also offline. Keys that the system refuses are told beside their fields. */
export function changeRecords(one: OpenConnection, ask: Typed, { vault, systems, test, others }: ChangeParts): Promise<Issues<ConnectionInfo>> {
  return one.inTurn(async () => {
    const before = settingsOf(one);
    if (before === null) return whole('notConnected', 'There is no connection whose settings could change.');
    const read = readTyped(one, ask, systems);
    if (!read.ok) return read;
    const { settings, secrets } = read.value;
    if (one.unsent !== 0 && recordHome(before) !== recordHome(settings)) return stranded(before, settings, one.unsent);
    const files = certificateIssues({ clientCertificate: null, authorities: secrets['authorities'] ?? '', proxy: null }, test.now());
    if (files.length > 0) return err(files);
    const lines = await testRecords(read, test);
    // Keys show only where the system answers: out of reach, they are taken for later.
    const refused = blocking(lines.filter(({ what }) => what === 'token'));
    if (refused.length > 0) return err(refused);
    const isSame = recordHome(before) === recordHome(settings) && authorizationOf(secrets) === authorizationOf(keysOf(one));
    const placed = isSame ? ok(one.connection.places ?? null) : await placesAfter(one, read.value, formPlaces(read.value, lines), { test, others });
    return placed.ok ? keepChange(one, { ...one.connection, name: settings.name, settings, places: placed.value ?? undefined }, secrets, vault) : placed;
  });
}

/** Where its contacts will be, for other keys or another address: nowhere that another connection shows, and while edits wait, wherever they were. */
async function placesAfter(one: OpenConnection, form: FilledRecords, places: Places, { test, others }: Pick<ChangeParts, 'test' | 'others'>): Promise<Issues<Places>> {
  const alone = await apart(form, places, others, test);
  if (!alone.ok) return alone;
  if (form.facts.connect.scope !== null) return ok(null);
  const [before, held] = [settingsOf(one), heldPlaces(one)];
  if (one.unsent !== 0 && places === null) return whole('placesUnknown', `${unsentWords(one.unsent)} Whether this key shows the contacts they are for cannot be told just now. Try again once ${form.facts.name} answers.`);
  if (one.unsent !== 0 && (held === null || held.some((place) => places?.includes(place) !== true))) return strandedAt(`secrets.${form.facts.connect.secrets[0]?.name ?? ''}`, one.unsent);
  return ok(places ?? (before !== null && sameSystem(before, form.settings) ? (one.connection.places ?? null) : null));
}

async function keepChange(one: OpenConnection, connection: Connection, secrets: SystemKeys, vault: TokenVault): Promise<Issues<ConnectionInfo>> {
  const held = keysOf(one);
  const kept = await keepKeys(vault, one.id, secrets);
  if (!kept.ok) return whole('keychain', kept.error);
  const opened = await one.change(connection, async () => undefined);
  // Old settings and new keys do not go together.
  if (one.connection !== connection) await keepKeys(vault, one.id, held);
  return opened;
}

/** Edits meant for one account never go out to another; and a doubt about a call is only settled where the call was made. */
function stranded(before: RecordSettings, after: RecordSettings, unsent: number | null): Issues<never> {
  const field = before.system !== after.system ? 'settings.system' : before.address !== after.address ? 'settings.address' : 'settings.scope';
  return strandedAt(field, unsent);
}

const strandedAt = (field: string, unsent: number | null): Issues<never> =>
  err([{ field, code: 'unsentEdits', text: `${unsentWords(unsent)} What was meant for one place is never sent to another: send or discard it first, then change this.` }]);

const unsentWords = (unsent: number | null): string =>
  unsent === null ? 'Whether edits wait cannot be told while the files are not open.' : unsent === 1 ? '1 edit is not settled yet.' : `${unsent} edits are not settled yet.`;
