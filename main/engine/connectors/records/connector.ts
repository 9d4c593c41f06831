import { isNewKey, type NativeDoc } from '../../../../shared/contacts.ts';
import type { RecordIntent } from '../../../../shared/edits.ts';
import type { ConflictChoice, Fault } from '../../../../shared/faults.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { SystemFacts } from '../../../../shared/systems.ts';
import type { LevelDetail } from '../../../../shared/views.ts';
import type { Clock } from '../../clock.ts';
import type { AccountSnapshot, Connector, HttpCall, HttpReply, Identity, Names } from '../../gateway/connector.ts';
import type { SystemAccess } from '../../host-contract.ts';
import { accessLine } from './access-line.ts';
import { alsoChanged } from './also-changed.ts';
import { inStepWith, oppositeOf, rebaseRecord, recreateRecord, resolveRecord } from './answers.ts';
import { comeTogether } from './coming-together.ts';
import { doubtsOf } from './doubts.ts';
import { judgeRecord } from './judge.ts';
import { recordsAfter, shownRecords } from './overlay.ts';
import { leftAsTheyWere, leftFault, shortOf, toldIn } from './left-as-it-was.ts';
import { planRecord } from './plan.ts';
import { askOver, listRecords, placeOf, readFor, readRow, titleOf } from './reading.ts';
import type { RecordSystem } from './record-system.ts';
import { idKind, numberOf, rowIdOf, twinsOf, type RecordContact, type RecordEffect, type RecordStep } from './records.ts';
import { recordSchemas } from './schemas.ts';
import { showsEarlier } from './shows-earlier.ts';
import { validateRecord } from './validate.ts';
import { recordWords } from './words.ts';
import { describeRecord, recordChanges, recordLines } from './wording.ts';

/** A connector of a system whose contacts are records: what is special about it is in `system`, all else is the same for all of them. */
export function recordConnector(system: RecordSystem, clock: Clock, access: Pick<SystemAccess, 'scope'>): Connector {
  return { ...onPaper(system), ...shownAs(system), ...overTheWire(system, clock, access.scope), ...onIntents(system) };
}

type Wire = 'headers' | 'cannotChange' | 'askStatus' | 'isStatusAnswer' | 'faultOf' | 'listClients' | 'isLinked' | 'linkEvents' | 'readClient' | 'readContacts' | 'tellAccess' | 'interpret' | 'shortOf' | 'contactIn' | 'isNotOurs';

function overTheWire(system: RecordSystem, clock: Clock, chosen: string): Pick<Connector, Wire> {
  const now = (): number => clock.now();
  return {
    headers: (authorization, call) => headersOf(system, authorization, call),
    cannotChange: (authorization) => (!system.writing || authorization === null || headersOf(system, authorization, system.writing.call).ok ? '' : onlyReads(system.facts)),
    askStatus: (send) => send(system.statusCall(chosen)),
    isStatusAnswer: system.isStatusAnswer,
    faultOf: (reply, call) => system.faultOf(reply, now(), call),
    listClients: (send, names) => listRecords(system, askOver(system, send, now), chosen, names),
    isLinked: async () => ok(null),
    linkEvents: async () => ok(null),
    isNotOurs: () => false,
    readClient: (send, clientId, names, places) => readRow(system, askOver(system, send, now), clientId, places, names),
    readContacts: (send, _scope, names, intent: RecordIntent) => readFor(system, askOver(system, send, now), intent, names),
    tellAccess: (send) => accessLine(system, askOver(system, send, now), chosen),
    interpret: (step: RecordStep, reply) => interpretRecord(system, step, reply, now()),
    shortOf: (step: RecordStep, reply) => shortOf(system, step, reply),
    contactIn(step: RecordStep, reply) {
      const doc = toldIn(system, step, reply);
      return doc && { key: system.idOf(doc), scope: step.effect.scope, doc };
    },
  };
}

const onlyReads = ({ name }: SystemFacts): string => `This connection can only read: it has no key for changes at ${name}. Add one in the settings of the connection.`;

/** A call that nothing given has the right to is refused here, in words, and never sent. */
function headersOf({ facts, headers }: RecordSystem, authorization: string | null, call: HttpCall): Result<Record<string, string>, Fault> {
  const made = authorization === null ? null : headers(JSON.parse(authorization) as Record<string, string>, call);
  if (made) return ok(made);
  if (authorization === null || call.method === 'GET') return err({ kind: 'signedOut' });
  const text = `${onlyReads(facts)} Then try again, or discard this edit.`;
  return err({ kind: 'refused', code: 'read-only-connection', fields: [{ field: '', code: 'read-only-connection', text }] });
}

/** A record that came back is the one that was made; a removal of what is gone has come true; a field that came back as it was before was not changed. */
function interpretRecord(system: RecordSystem, { call, effect }: RecordStep, reply: HttpReply, now: number): Result<Identity[], Fault> {
  const fault = system.faultOf(reply, now, call);
  if (fault?.kind === 'conflict' && fault.gone && effect.type === 'remove') return ok([]);
  if (fault) return err(fault);
  if (effect.type === 'remove') return ok([]);
  const doc = system.recordIn(reply);
  if (!doc) return err({ kind: 'unknown', detail: `The answer was not one ${system.facts.name} gives.` });
  const left = leftFault(system, leftAsTheyWere(system, { call, effect }, reply), reply);
  if (left) return err(left);
  return ok(effect.type === 'create' ? [{ kind: idKind(effect.scope), local: effect.contact, remote: system.idOf(doc) }] : []);
}

function onPaper(system: RecordSystem): Pick<Connector, 'updatedAt' | 'system' | 'words' | 'schemas' | 'laneOf' | 'answersTell' | 'pair' | 'named' | 'partsOf' | 'settledBy' | 'rowOf' | 'placeOf' | 'twinsOf'> {
  const { facts } = system;
  return {
    system: facts,
    words: recordWords(facts),
    schemas: recordSchemas(facts.fields),
    laneOf: (clientId) => clientId,
    answersTell: true,
    pair: () => [],
    named: (contact: RecordContact, names: Names) => ({ ...contact, key: names.local(idKind(contact.scope), contact.key) }),
    updatedAt: ({ doc }: RecordContact) => system.updatedAt(doc),
    partsOf: () => [],
    settledBy: (intent: RecordIntent, effect: RecordEffect) => (intent.type === 'edit' ? intent.changes.flatMap(({ path }, place) => (isOf(path, effect) ? [place] : [])) : []),
    rowOf: ({ scope, contact }: RecordIntent) => rowIdOf(scope, contact),
    placeOf,
    twinsOf,
  };
}

const isOf = (path: string, effect: RecordEffect): boolean => effect.type !== 'change' || effect.changes.some((change) => change.path === path);

function shownAs(system: RecordSystem): Pick<Connector, 'numberOf' | 'facts' | 'links' | 'frozen' | 'levels' | 'describe' | 'searchLines' | 'foundBy' | 'changesOf' | 'fieldWord' | 'shown' | 'hasForm'> {
  const { fields, name } = system.facts;
  return {
    numberOf,
    facts(_doc, contacts: readonly RecordContact[]) {
      const doc = contacts[0]?.doc;
      return { name: doc ? system.title(doc) : '', entityType: doc ? system.kind(doc) : '', entitySubType: '', otherNames: [], addresses: [] };
    },
    links: () => [],
    frozen: () => `${name} does not let this connection see this contact. Edits that wait are kept.`,
    levels: (_clientId, places) => places.map(levelOf),
    describe: (intent: RecordIntent, contact?: RecordContact) => describeRecord(system, intent, contact),
    searchLines: ({ doc }: RecordContact) => recordLines(fields, doc),
    foundBy: (intent: RecordIntent) => docsOf(intent).flatMap((doc) => recordLines(fields, doc)),
    changesOf: (intent: RecordIntent) => recordChanges(fields, intent),
    fieldWord: (field) => field,
    shown: (server: readonly RecordContact[], edits: Parameters<typeof shownRecords>[2]) => shownRecords(system, server, edits),
    hasForm: (intent: RecordIntent) => intent.type !== 'remove',
  };
}

/** Values before and after, as far as the edit tells. */
function docsOf(intent: RecordIntent): NativeDoc[] {
  if (intent.type !== 'edit') return [intent.type === 'create' ? intent.doc : intent.was];
  const side = (which: 'was' | 'to'): NativeDoc => Object.fromEntries(intent.changes.map((change) => [change.path.slice(1), change[which]]));
  return [side('was'), side('to')];
}

const levelOf = (place: AccountSnapshot): LevelDetail => ({
  ...{ scope: place.scope, kind: 'account', title: titleOf(place), accountId: place.scope.key, status: '', commenced: '', ceased: '' },
  ...{ linkedOn: '', addresses: [], locked: '', contacts: [] },
});

type Intents = 'validate' | 'doubts' | 'after' | 'targetsOf' | 'together' | 'inStep' | 'rekeyed' | 'opposite' | 'plan' | 'alsoChanged' | 'rebase' | 'resolve' | 'recreate' | 'judge' | 'canHappenTwice' | 'mayHaveMade' | 'showsEarlier';

function onIntents(system: RecordSystem): Pick<Connector, Intents> {
  const { fields } = system.facts;
  return {
    validate: (intent: RecordIntent, shown: readonly RecordContact[]) => validateRecord(system, intent, shown),
    doubts: (intent: RecordIntent, shown: readonly RecordContact[]) => doubtsOf(system, intent, shown),
    after: (server: readonly RecordContact[], intents: readonly RecordIntent[]) => recordsAfter(system, server, intents),
    targetsOf: (intent: RecordIntent) => (intent.type === 'edit' ? intent.changes.map(({ path }) => `${intent.contact} ${path}`) : [`contact ${intent.contact}`]),
    together: (edits: readonly { id: string; intent: RecordIntent }[]) => comeTogether(fields, edits),
    inStep: (later: RecordIntent, old: readonly RecordContact[], now: readonly RecordContact[]) => inStepWith(fields, later, old, now),
    rekeyed: (intent: RecordIntent, keys) => ({ ...intent, contact: keys.get(intent.contact) ?? intent.contact }),
    opposite: (intent: RecordIntent, shown: readonly RecordContact[], newKey) => oppositeOf(system, intent, shown, newKey),
    plan: (intent: RecordIntent, fresh: readonly RecordContact[], names, seen: NativeDoc | null = null) => planRecord(system, intent, fresh, names, seen),
    alsoChanged: (intent: RecordIntent, seen: NativeDoc | null, now: RecordContact) => alsoChanged(fields, intent, seen, now),
    rebase: (intent: RecordIntent, theirs: RecordContact) => rebaseRecord(fields, intent, theirs),
    resolve: (intent: RecordIntent, theirs: RecordContact, choices: readonly ConflictChoice[]) => resolveRecord(fields, intent, theirs, choices),
    recreate: (intent: RecordIntent, seen: NativeDoc | null, _there, newKey) => recreateRecord(system, intent, seen, newKey),
    judge: (step: RecordStep, _intent, _before, now: readonly RecordContact[], names) => judgeRecord(system, step, now, names),
    showsEarlier: (sent: readonly RecordIntent[], read: readonly RecordContact[]) => showsEarlier(fields, sent, read),
    // What is gone stays gone.
    canHappenTwice: ({ effect }: RecordStep) => effect.type !== 'remove',
    mayHaveMade: ({ effect }: RecordStep, contact) => effect.type === 'create' && contact !== effect.contact && !isNewKey(contact) && !effect.known.includes(contact),
  };
}

