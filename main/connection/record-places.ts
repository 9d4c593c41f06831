import type { CheckLine, RecordSettings } from '../../shared/connection-settings.ts';
import { ok } from '../../shared/result.ts';
import type { TestParts } from './connection-test.ts';
import { isRecords } from './connections.ts';
import { whole, type Issues } from './door.ts';
import type { OpenConnection } from './open-connection.ts';
import { RecordDoor } from './record-door.ts';
import type { FilledRecords } from './record-form.ts';
import { testRecords } from './record-test.ts';

/** Which accounts, businesses or customers a connection to a record system is to. null: nobody has told yet. */
export type Places = string[] | null;

/** As *Test connection* was told, in order. */
export const toldPlaces = (lines: readonly CheckLine[]): Places => lines.find(({ places }) => places !== undefined)?.places?.toSorted() ?? null;

const typedPlaces = ({ scope }: RecordSettings): string[] => scope.split('\n');

/** Of a form: those that the person typed; where the system tells them, those that the test was told. */
export const formPlaces = ({ settings, facts }: FilledRecords, lines: readonly CheckLine[]): Places => (facts.connect.scope === null ? toldPlaces(lines) : typedPlaces(settings));

/** Of a connection: as its engine listed them last, else as its keys told when they were given. */
export function heldPlaces(one: OpenConnection): Places {
  const { settings, places } = one.connection;
  if (!isRecords(settings)) return null;
  if (settings.scope !== '') return typedPlaces(settings);
  const listed = (one.row().status?.scopes ?? []).map(({ scope }) => scope.key);
  return listed.length > 0 ? listed : (places ?? null);
}

export const sameSystem = (one: RecordSettings, other: RecordSettings): boolean => one.system === other.system && one.address === other.address;

/**
 * The same place twice would show everybody twice, and queue against itself. `others`: every connection but the one whose form it is; where it is
 * not known whose contacts one of them shows, its own keys are asked.
 */
export async function apart({ settings }: FilledRecords, places: Places, others: readonly OpenConnection[], test: TestParts): Promise<Issues<null>> {
  const near = others.filter(({ connection, isOpen }) => isOpen && isRecords(connection.settings) && sameSystem(connection.settings, settings));
  for (const one of near) {
    const { name } = one.connection;
    const theirs = heldPlaces(one) ?? (await askedPlaces(one, test));
    if (places === null || theirs === null) return whole('placesUnknown', `Whether “${name}” shows the same contacts cannot be told just now. Try again once ${places === null ? 'the system answers' : 'that connection is online'}.`);
    if (places.every((place) => theirs.includes(place))) return whole('connectedAlready', `You are connected there already: “${name}”. To change how, open its settings.`);
    if (places.some((place) => theirs.includes(place))) return whole('connectedAlready', `“${name}” shows some of these contacts already, and they would all show twice. Remove that connection first, or leave out what it shows.`);
  }
  return ok(null);
}

async function askedPlaces({ door }: OpenConnection, test: TestParts): Promise<Places> {
  return door instanceof RecordDoor ? toldPlaces(await testRecords(ok({ ...door.form, secrets: door.keys }), test)) : null;
}
