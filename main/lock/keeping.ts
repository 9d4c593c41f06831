import type { FieldIssue } from '../../shared/faults.ts';
import type { Keeping } from '../../shared/ipc-contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { isSession, type SecretPlaces } from '../secrets/secret-places.ts';
import { keyAccount } from '../secrets/token-vault.ts';

/** Where the secrets of all connections are, as one matter: one lock closes the desk, so one pass phrase opens it. */

type Issues = Result<null, FieldIssue[]>;

export interface Kept {
  secrets: SecretPlaces;
  /** Every connection there is. */
  connections: () => readonly { id: string; name: string }[];
}

const issue = (field: string, code: string, text: string): Issues => err([{ field, code, text }]);

const sealedOf = async ({ secrets, connections }: Kept): Promise<string[]> => {
  const keepings = await Promise.all(connections().map(async ({ id }) => ({ id, keeping: await secrets.keepingOf(id) })));
  return keepings.flatMap(({ id, keeping }) => (keeping === 'passPhrase' ? [id] : []));
};

/** What the next connection is kept with. Where a pass phrase opens the others already, it must be that one. */
export async function keepNext(parts: Kept, { keeping, passPhrase }: { keeping: Keeping; passPhrase: string }): Promise<Issues> {
  const [sealed] = keeping === 'passPhrase' ? await sealedOf(parts) : [];
  const same = sealed === undefined ? ok(null) : await parts.secrets.unlock(sealed, passPhrase);
  if (!same.ok) return issue('passPhrase', same.error.kind, 'Your other connections open with a pass phrase already. Type the same one here: one phrase opens them all.');
  const kept = parts.secrets.keepNext(keeping, passPhrase);
  return kept.ok ? kept : issue('passPhrase', 'short', kept.error);
}

/** Where the secrets of every connection are to be from now on. Whoever moves them knows the pass phrase of now. Nothing is moved unless everything can be read. */
export async function changeKeeping(parts: Kept, { keeping, passPhrase, current }: { keeping: 'keychain' | 'passPhrase'; passPhrase: string; current: string }): Promise<Issues> {
  const { secrets, connections } = parts;
  if (connections().length === 0) return issue('', 'notConnected', 'There is no connection yet.');
  const movable = connections().filter(({ id }) => !isSession(id));
  if (movable.length === 0) return issue('', 'session', 'This connection is kept for this session only. Close Agentbook, open it again and connect anew to keep it.');
  const ready = await readyToMove(parts, movable, current);
  if (!ready.ok) return ready;
  for (const { id, name } of movable) {
    const moved = await secrets.move(id, keeping, passPhrase);
    if (!moved.ok) return issue('', 'notMoved', among(movable, name, moved.error.text));
  }
  return ok(null);
}

async function readyToMove(parts: Kept, movable: readonly { id: string; name: string }[], current: string): Promise<Issues> {
  for (const id of await sealedOf(parts)) {
    const known = await parts.secrets.unlock(id, current);
    if (!known.ok) return issue('current', known.error.kind, known.error.text);
  }
  for (const { id, name } of movable) {
    const key = await parts.secrets.read(keyAccount(id));
    if (!key.ok) return issue('', 'notMoved', among(movable, name, key.error.text));
  }
  return ok(null);
}

/** Says of which connection it is, where there are several. */
const among = (all: readonly unknown[], name: string, text: string): string => (all.length === 1 ? text : `“${name}”: ${text}`);
