import type { SignInMethod } from '../../shared/connection-settings.ts';
import { counted } from './time-words.ts';

/** How a person gets in: practice data signs in by itself. */
export type Way = SignInMethod | 'practice' | 'keys';

/**
 * What the one prompt says: what is the matter, why, and what becomes of the edits. `why`: the shell's own sentences, which say what to do;
 * '' where it has none.
 */
export function promptWords(way: Way, why: string, waiting: number): { what: string; more: string } {
  const machine = way === 'machine' || way === 'keys';
  const until = way === 'machine' ? 'once it is' : way === 'keys' ? 'once they are' : 'once you sign in';
  const kept = waiting > 0 ? `${counted(waiting, 'edit')} ${waiting === 1 ? 'is' : 'are'} kept and will be sent ${until}.` : '';
  const calm = machine ? 'You can go on editing; edits are kept meanwhile.' : 'You can go on editing; edits are kept until you sign in.';
  const more = why === '' ? kept || calm : [why, kept].filter((part) => part !== '').join(' ');
  return { what: way === 'machine' ? 'The signing key is not accepted now.' : way === 'keys' ? 'The keys of this connection are not accepted.' : 'Signed out.', more };
}

export const buttonWords: Readonly<Record<Exclude<Way, 'keys'>, { word: string; busy: string }>> = {
  practice: { word: 'Sign in', busy: 'Signing in…' },
  token: { word: 'Sign in', busy: 'Signing in…' },
  native: { word: 'Sign in in the browser', busy: 'Opening your browser…' },
  cloud: { word: 'Sign in in the browser', busy: 'Opening your browser…' },
  machine: { word: 'Try again', busy: 'Trying again…' },
};
