import { z } from 'zod';
import type { ShellRequests } from '../shared/ipc-contract.ts';
import { longestLockMinutes } from './preferences.ts';
import { colourSchema } from './connection/connections-file.ts';
import { recordSecretsSchema, recordSettingsSchema, secretNames, secretsSchema, settingsSchema, systemSchema } from './connection/settings-schema.ts';

/** What the renderer may say to the shell, checked again here: a page that has been taken over can send anything. */
const nothing = z.strictObject({});
const filledIn = z.strictObject({ settings: settingsSchema, secrets: secretsSchema });
const filledRecords = z.strictObject({ settings: recordSettingsSchema, secrets: recordSecretsSchema });
const one = z.strictObject({ id: z.string().min(1).max(80) });
const passPhrase = z.string().max(1_000);
const anew = z.boolean().optional();
const changed = filledIn.extend({ forget: z.array(z.enum(secretNames)).max(secretNames.length) });

export const shellArguments = {
  'app.info': nothing,
  'app.startPractice': z.strictObject({ system: systemSchema.optional() }),
  'app.connect': filledIn,
  'app.test': changed.extend({ anew }),
  'app.settings': nothing,
  'app.change': changed,
  'app.signIn': z.strictObject({ token: z.string().max(16_384) }),
  'app.signInAddress': nothing,
  'app.cancelSignIn': nothing,
  'app.signOut': nothing,
  'app.systems': nothing,
  'app.connections': nothing,
  'app.front': one,
  'app.connectRecords': filledRecords,
  'app.recordSettings': nothing,
  'app.testRecords': filledRecords.extend({ anew }),
  'app.changeRecords': filledRecords,
  'app.nameConnection': one.extend({ name: z.string().max(200), colour: colourSchema }),
  'app.removeConnection': one.extend({ unseen: z.boolean().optional() }),
  'app.theme': z.strictObject({ theme: z.enum(['system', 'light', 'dark']) }),
  'app.keep': z.strictObject({ keeping: z.enum(['keychain', 'passPhrase', 'session']), passPhrase }),
  'app.privacy': nothing,
  'app.lockAfter': z.strictObject({ minutes: z.number().int().min(0).max(longestLockMinutes) }),
  'app.changeKeeping': z.strictObject({ keeping: z.enum(['keychain', 'passPhrase']), passPhrase, current: passPhrase }),
  'app.lock': nothing,
  'app.unlock': z.strictObject({ passPhrase }),
  'app.drafts': nothing,
  'app.keepDrafts': z.strictObject({ text: z.string().max(10_000_000) }),
  'app.save': z.strictObject({ name: z.string().min(1).max(200), text: z.string().max(500_000_000) }),
  'app.reachEngine': z.strictObject({ connection: one.shape.id.nullable() }),
} satisfies { [C in keyof ShellRequests]: z.ZodType<Parameters<ShellRequests[C]>[0]> };
