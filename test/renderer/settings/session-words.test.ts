import { describe, expect, it } from 'vitest';
import { connectionFacts, sessionWords, signOutWords } from '../../../renderer/settings/session-words.ts';
import type { HeldSettings } from '../../../shared/connection-settings.ts';
import { newSettings } from '../../../shared/connection-settings.ts';

const now = new Date(2026, 10, 20, 11, 2).getTime();
const hour = 3_600_000;
const held = (change: Partial<HeldSettings> = {}): HeldSettings => ({ settings: { ...newSettings('production'), agency: '136410132' }, held: [], session: { state: 'signedOut' }, why: '', ...change });
const terms = (of: HeldSettings): Record<string, string> => Object.fromEntries(connectionFacts(of, now).map(({ term, text }) => [term, text]));

describe('who is signed in', () => {
  it('is said as far as anybody knows', () => {
    expect(sessionWords({ state: 'signedOut' }, now)).toBe('Signed out');
    expect(sessionWords({ state: 'signedIn', logon: '', until: null }, now)).toBe('Signed in');
    expect(sessionWords({ state: 'signedIn', logon: 'aroha', until: now + 6 * hour }, now)).toBe('Signed in as aroha until 17:02');
    expect(sessionWords({ state: 'signedIn', logon: 'aroha', until: now - hour }, now)).toBe('Signed in as aroha, until 10:02: to be renewed');
  });
});

describe('the open connection', () => {
  it('shows the published addresses as one, and others each', () => {
    expect(terms(held())).toEqual({ Environment: 'Production', Gateway: 'https://services.ird.govt.nz:4046', Agency: '136-410-132', Access: 'Signed out', Certificate: 'None' });
    const relay = held({ settings: { ...held().settings, gateway: 'https://relay.example', environment: 'other' }, held: ['certificate'] });
    expect(terms(relay)).toMatchObject({ Gateway: 'https://relay.example', 'Sign-in': 'https://services.ird.govt.nz', Certificate: 'Held in the keychain' });
  });

  it('says that signing out keeps what waits', () => {
    expect(signOutWords(0)).toMatch(/Edits you make meanwhile are kept/);
    expect(signOutWords(1)).toMatch(/The edit that waits is kept/);
    expect(signOutWords(3)).toMatch(/The 3 edits that wait are kept/);
  });
});
