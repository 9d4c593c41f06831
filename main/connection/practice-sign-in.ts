import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';

const answerSchema = z.object({ token: z.string().min(1) });

/** A fresh token from the practice office's control address (`POST /token`, docs/sandbox.md). The error says why not, in words. */
export async function practiceToken(control: string, ask: typeof fetch): Promise<Result<string, string>> {
  try {
    const reply = await ask(`${control}/token`, { method: 'POST', signal: AbortSignal.timeout(10_000) });
    return ok(answerSchema.parse(await reply.json()).token);
  } catch {
    return err('The practice office did not hand out a new sign-in. Close Agentbook and open it again.');
  }
}
