import { describe, expect, it } from 'vitest';
import { promptWords } from '../../../renderer/desk/sign-in-words.ts';

describe('the one prompt to sign in', () => {
  it('says that edits are kept, once', () => {
    expect(promptWords('token', '', 0)).toEqual({ what: 'Signed out.', more: 'You can go on editing; edits are kept until you sign in.' });
    expect(promptWords('native', '', 2).more).toBe('2 edits are kept and will be sent once you sign in.');
    expect(promptWords('native', 'Your sign-in for today has ended.', 0).more).toBe('Your sign-in for today has ended.');
    expect(promptWords('cloud', 'Your sign-in has ended.', 1).more).toBe('Your sign-in has ended. 1 edit is kept and will be sent once you sign in.');
  });

  it('speaks of the key where nobody signs in', () => {
    expect(promptWords('machine', '', 0)).toEqual({ what: 'The signing key is not accepted now.', more: 'You can go on editing; edits are kept meanwhile.' });
    expect(promptWords('machine', 'Look at the issuer.', 3).more).toBe('Look at the issuer. 3 edits are kept and will be sent once it is.');
  });
});
