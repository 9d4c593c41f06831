import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../renderer/connection/draft.ts';
import { chooseCertificate, draftOf, newDraft, requestOf } from '../../../renderer/connection/draft.ts';
import type { Field } from '../../../renderer/connection/fields.ts';
import { fields } from '../../../renderer/connection/fields.ts';
import { agencyDoubt, lacking } from '../../../renderer/connection/lacking.ts';
import { isShown } from '../../../renderer/connection/shown-fields.ts';
import type { SignInMethod } from '../../../shared/connection-settings.ts';
import { newSettings } from '../../../shared/connection-settings.ts';

const typed = (draft: Draft, change: Partial<Record<Field, string>>): Draft => ({ ...draft, values: { ...draft.values, ...change } });
const by = (method: SignInMethod, draft = newDraft()): Draft => typed(draft, { 'settings.signIn.method': method });
const missing = (draft: Draft): string[] => lacking(draft).map(({ field }) => field);
const shown = (draft: Draft): Field[] => fields.filter((field) => isShown(draft, field));

describe('which fields show', () => {
  it('is what the way of signing in needs, and no more', () => {
    const only = (method: SignInMethod): string[] => shown(by(method)).filter((field) => field.startsWith('settings.signIn.') || /token|client|machine/.test(field)).map((field) => field.replace(/^(settings\.signIn|secrets)\./, ''));
    expect(only('token')).toEqual(['method', 'token']);
    expect(only('native')).toEqual(['method', 'clientId', 'redirectPorts', 'accessSeconds', 'clientSecret']);
    expect(only('cloud')).toEqual(['method', 'clientId', 'redirectPorts', 'accessSeconds', 'refreshSeconds', 'clientSecret']);
    expect(only('machine')).toEqual(['method', 'machine.issuer', 'machine.logon', 'machine.algorithm', 'clientNumbers', 'accessSeconds', 'machineKey', 'machineCertificate']);
  });

  it('leaves out the client list of a machine, and the sign-in address of a token', () => {
    expect(isShown(by('machine'), 'settings.intermediation')).toBe(false);
    expect(isShown(by('machine'), 'settings.agency')).toBe(false);
    expect(isShown(by('token'), 'settings.signInHost')).toBe(false);
    expect(isShown(by('native'), 'settings.signInHost')).toBe(true);
  });

  it('follows the kind of certificate and of proxy', () => {
    const certificate = (draft: Draft): boolean[] => (['secrets.certificate', 'secrets.certificateKey', 'secrets.certificatePassPhrase'] as const).map((field) => isShown(draft, field));
    // The choice of a certificate is itself the place for what is wrong with having none.
    expect(certificate(newDraft())).toEqual([true, false, false]);
    expect(certificate(chooseCertificate(newDraft(), 'pfx'))).toEqual([true, false, true]);
    expect(certificate(chooseCertificate(newDraft(), 'pem'))).toEqual([true, true, true]);
    expect(isShown(newDraft(), 'settings.proxy.address')).toBe(false);
    expect(isShown(typed(newDraft(), { 'settings.proxy.kind': 'script' }), 'settings.proxy.address')).toBe(true);
    expect(isShown(typed(newDraft(), { 'settings.proxy.kind': 'none' }), 'secrets.proxyPassword')).toBe(false);
  });
});

describe('what is lacking', () => {
  it('is told for every way of signing in, in the order of the fields', () => {
    expect(missing(by('token', newDraft('other')))).toEqual(['settings.gateway', 'settings.intermediation', 'settings.agency', 'secrets.token']);
    expect(missing(by('native'))).toEqual(['settings.agency', 'settings.softwarePlatform', 'settings.signIn.clientId', 'secrets.clientSecret']);
    expect(missing(by('cloud', newDraft('mock')))).toEqual(['settings.agency', 'settings.softwarePlatform', 'settings.signIn.clientId', 'secrets.clientSecret']);
    expect(missing(by('machine'))).toEqual(['settings.signIn.machine.issuer', 'settings.signIn.clientNumbers', 'secrets.machineKey', 'secrets.machineCertificate']);
  });

  it('is nothing where the keychain has it', () => {
    const draft = draftOf({ settings: { ...newSettings('production'), agency: '136410132', softwarePlatform: 'P', signIn: { ...newSettings('production').signIn, clientId: 'Vendor_Product' } }, held: ['clientSecret'] });
    expect(lacking(draft)).toEqual([]);
    expect(missing(chooseCertificate(draft, 'pfx'))).toEqual(['secrets.certificate']);
  });

  it('is nothing for a sandbox with its address, the agency’s number and a token', () => {
    const draft = typed(by('token', newDraft('other')), { 'settings.gateway': 'http://127.0.0.1:1', 'settings.intermediation': 'http://127.0.0.1:1/x', 'settings.agency': '136410132', 'secrets.token': 't' });
    expect(lacking(draft)).toEqual([]);
    expect(requestOf(draft).settings).toMatchObject({ environment: 'other', agency: '136410132', softwarePlatform: '' });
  });

  it('counts an agency’s wrong check digit where real clients are, and only doubts it where test data may be meant', () => {
    const agency = (environment: 'production' | 'mock', text: string): Draft => typed(newDraft(environment), { 'settings.agency': text });
    expect(missing(agency('production', '102210221'))).toContain('settings.agency');
    expect(agencyDoubt(agency('production', '102210221'))).toBe('');
    expect(missing(agency('mock', '102-210-221'))).not.toContain('settings.agency');
    expect(agencyDoubt(agency('mock', '102-210-221'))).toMatch(/test data only/);
    expect(missing(agency('mock', '1022'))).toContain('settings.agency');
    expect(agencyDoubt(agency('mock', '136410132'))).toBe('');
  });

  it('is what is longer than the shell takes, and numbers that are none', () => {
    const draft = typed(newDraft(), { 'settings.name': 'x'.repeat(201), 'settings.callsAtOnce': '0', 'settings.signIn.redirectPorts': '99999', 'settings.signIn.accessSeconds': 'long' });
    expect(missing(draft)).toEqual(expect.arrayContaining(['settings.name', 'settings.callsAtOnce', 'settings.signIn.redirectPorts', 'settings.signIn.accessSeconds']));
  });
});
