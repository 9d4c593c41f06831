import { z } from 'zod';
import type { ShellRequests } from '../shared/ipc-contract.ts';

/** What the renderer may say to the shell, checked again here: a page that has been taken over can send anything. */
const nothing = z.strictObject({});
const token = z.string().max(16_384);

export const shellArguments = {
  'app.info': nothing,
  'app.startPractice': nothing,
  'app.connect': z.strictObject({ name: z.string().max(200), baseUrl: z.string().max(2_000), token }),
  'app.signIn': z.strictObject({ token }),
  'app.theme': z.strictObject({ theme: z.enum(['system', 'light', 'dark']) }),
  'app.reachEngine': nothing,
} satisfies { [C in keyof ShellRequests]: z.ZodType<Parameters<ShellRequests[C]>[0]> };
