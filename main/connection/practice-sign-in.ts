import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import type { PracticeAccess } from '../sandbox/host-contract.ts';
import type { PracticeOffice } from './practice-host.ts';

const tokenSchema = z.object({ token: z.string().min(1) });
const keysSchema = z.object({ scope: z.string(), secrets: z.record(z.string(), z.string()) });

/** Fresh credentials from the practice data's control address (docs/sandbox.md). The error says why not, in words. */
export async function practiceAgain({ control, access }: PracticeOffice, ask: typeof fetch): Promise<Result<PracticeAccess, string>> {
  try {
    const reply = await ask(`${control}/${access.rows === 'clients' ? 'token' : 'keys'}`, { method: 'POST', signal: AbortSignal.timeout(10_000) });
    const answer: unknown = await reply.json();
    return ok(access.rows === 'clients' ? { ...access, ...tokenSchema.parse(answer) } : { ...access, ...keysSchema.parse(answer) });
  } catch {
    return err('The practice data did not hand out a new sign-in. Close Agentbook and open it again.');
  }
}
