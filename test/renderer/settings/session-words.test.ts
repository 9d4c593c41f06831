import { describe, expect, it } from 'vitest';
import { connectionFacts, keptHereWords, sessionWords, signOutWords } from '../../../renderer/settings/session-words.ts';
import type { HeldSettings } from '../../../shared/connection-settings.ts';
import type { Keeping } from '../../../shared/ipc-contract.ts';
import { newSettings } from '../../../shared/connection-settings.ts';

const now = new Date(2026, 10, 20, 11, 2).getTime();
const hour = 3_600_000;
const held = (change: Partial<HeldSettings> = {}): HeldSettings => ({ settings: { ...newSettings('production'), agency: '136410132' }, held: [], session: { state: 'signedOut' }, why: '', ...change });
const terms = (of: HeldSettings, keeping: Keeping | null = 'keychain'): Record<string, string> => Object.fromEntries(connectionFacts(of, keeping, now).map(({ term, text }) => [term, text]));

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
    expect(terms(relay)).toMatchObject({ Gateway: 'https://relay.example', 'Sign-in': 'https://services.ird.govt.nz', Certificate: 'Held in this computer’s keychain' });
  });

  it('says where its secrets are, and never names a keychain that does not hold them', () => {
    const withOne = held({ held: ['certificate'] });
    expect(terms(withOne, 'passPhrase')['Certificate']).toMatch(/pass phrase/);
    expect(terms(withOne, 'session')['Certificate']).toMatch(/until Agentbook closes/);
    expect(terms(withOne, null)['Certificate']).toBe('Held');
    expect(terms(held(), 'passPhrase')['Certificate']).toBe('None');
    expect(keptHereWords('keychain')).toMatch(/keychain/);
    for (const keeping of ['passPhrase', 'session', null] as const) expect(keptHereWords(keeping)).not.toMatch(/keychain/);
  });

  it('says that signing out keeps what waits', () => {
    expect(signOutWords(0)).toMatch(/Edits you make meanwhile are kept/);
    expect(signOutWords(1)).toMatch(/The edit that waits is kept/);
    expect(signOutWords(3)).toMatch(/The 3 edits that wait are kept/);
  });
});
