import type { FieldIssue } from '../../shared/faults.ts';
import type { SignInMethod } from '../../shared/connection-settings.ts';
import type { Why } from './token-state.ts';

const waits = 'Until then your work is kept here and waits.';

const texts: Record<Exclude<Why, '' | 'blocked'>, string> = {
  never: `You are not signed in. ${waits}`,
  expired: `Your sign-in for today has ended: Inland Revenue asks for it about every eight hours. Sign in when you are ready. ${waits}`,
  refused: `Inland Revenue does not accept your sign-in any more; it lasts about eight hours. Sign in when you are ready. ${waits}`,
  notAccepted: 'The gateway refuses what the sign-in has just given out. Check in the settings that the gateway and the sign-in address belong to the same environment, then sign in again.',
  ended: `Your sign-in has ended at Inland Revenue: it ran out, or was ended in myIR. Sign in again when you are ready. ${waits}`,
  lostReply: `While your sign-in was being renewed, the answer was lost on the way. Using the old one again would end it, so Agentbook does not. Sign in once more when you are ready. ${waits}`,
  signedOut: `You signed out. ${waits}`,
};

const ofMachine: Partial<typeof texts> = {
  notAccepted:
    'Inland Revenue does not accept tokens signed with this key. Check in the settings that the certificate is registered for this environment, the issuer and the myIR logon, and that this computer\'s clock is right.',
};

const ofToken: Partial<typeof texts> = {
  refused: `Inland Revenue does not accept this token any more. Get a new one and paste it. ${waits}`,
};

/** Why a person has to sign in, and what to do; '' while nobody has to. `trouble`: what renewal is blocked by. */
export function whySignedOut(method: SignInMethod, why: Why, trouble: FieldIssue | null): string {
  if (why === '') return '';
  if (why === 'blocked') return trouble?.text ?? '';
  return (method === 'machine' ? ofMachine[why] : method === 'token' ? ofToken[why] : undefined) ?? texts[why];
}
