import { startContactSandbox, type ContactSandbox } from '../../../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf, type ContactControl } from '../../../../../main/sandbox/contact-system/control.ts';
import type { NativeDoc, ScopeRef } from '../../../../../shared/contacts.ts';
import { handClock } from '../../hand-clock.ts';
import { openRecordWorld, type RecordWorld } from '../record-world.ts';

export const account: ScopeRef = { level: 'dnsimple.account', key: '1010' };

export interface EngineDesk {
  sandbox: ContactSandbox<'dnsimple'>;
  control: ContactControl;
  world: RecordWorld;
  clock: ReturnType<typeof handClock>;
  goOffline(): Promise<void>;
  comeOnline(): Promise<void>;
  /** What our own calls did there: `PATCH /1`. */
  applied(): Promise<string[]>;
  bodies(): Promise<unknown[]>;
  /** Somebody else does it. */
  other(method: string, id: string, body?: NativeDoc): Promise<unknown>;
  /** As the account has it. */
  stored(id: string): Promise<NativeDoc | null>;
  close(): Promise<void>;
}

/** A real engine at the sandbox of DNSimple, whose first account has the contacts 1, 2, 3, 5, 6 and 7; both go by one clock that a test moves. */
export async function openEngineDesk(): Promise<EngineDesk> {
  const clock = handClock(Date.now());
  const sandbox = await startContactSandbox({ system: 'dnsimple', contacts: 8, seed: 7, port: 0, clock: clock.now });
  const control = contactControlOf(sandbox.control);
  const world = openRecordWorld({ system: 'dnsimple', address: sandbox.address, secrets: { token: sandbox.credentials.token } }, { clock });
  await world.engine.atRest();
  const ours = async (): ReturnType<ContactControl['effects']> => (await control.effects()).filter(({ actor }) => actor === 'caller');
  return {
    sandbox,
    control,
    world,
    clock,
    async goOffline() {
      await control.offline();
      await world.settle();
    },
    async comeOnline() {
      await control.online();
      await world.settle();
    },
    applied: async () => (await ours()).map(({ method, path }) => `${method} ${path.replace('/v2/1010/contacts', '')}`),
    bodies: async () => (await ours()).map(({ body }) => body),
    other: (method, id, body) => control.act({ method, path: `/v2/1010/contacts/${id}`, ...(body && { body }) }),
    stored: (id) => control.contact('1010', id) as Promise<NativeDoc | null>,
    async close() {
      await world.close();
      await sandbox.close();
    },
  };
}

/** Everything that was queued has been sent, and nobody is asked anything. */
export const nothingLeft = { waiting: 0, sending: 0, checking: 0, needsYou: 0 };
