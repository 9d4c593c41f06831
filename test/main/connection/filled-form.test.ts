import { describe, expect, test } from 'vitest';
import { readClientNumbers, readForm } from '../../../main/connection/filled-form.ts';
import { newSettings, noSecrets, type ConnectionSecrets, type ConnectionSettings, type SignInMethod } from '../../../shared/connection-settings.ts';

const filled = (method: SignInMethod, more: Partial<ConnectionSettings> = {}): ConnectionSettings => {
  const blank = newSettings('production');
  return { ...blank, agency: '132261132', ...more, signIn: { ...blank.signIn, method, clientId: 'Firm_Agentbook', ...more.signIn } };
};
const withSecrets = (more: Partial<ConnectionSecrets>): ConnectionSecrets => ({ ...noSecrets, ...more });
const fields = (read: ReturnType<typeof readForm>): string[] => (read.ok ? [] : read.error.map(({ field }) => field));

test('an empty form names every field it needs, and no other', () => {
  const blank = newSettings('other');
  const lacking = (method: SignInMethod): string[] => fields(readForm({ ...blank, signIn: { ...blank.signIn, method } }, noSecrets, {}));
  expect(lacking('token')).toEqual(['settings.gateway', 'settings.intermediation', 'settings.agency', 'secrets.token']);
  expect(lacking('native')).toEqual(['settings.gateway', 'settings.signInHost', 'settings.intermediation', 'settings.agency', 'settings.signIn.clientId', 'secrets.clientSecret']);
  expect(lacking('machine')).toEqual(['settings.gateway', 'settings.signIn.machine.issuer', 'secrets.machineKey', 'secrets.machineCertificate', 'settings.signIn.clientNumbers']);
});

test('what was typed is read as it is meant', () => {
  const read = readForm(
    filled('cloud', { name: ' Ngata & Co ', gateway: 'services.ird.govt.nz:4046/gateway/contact', signInHost: 'https://services.ird.govt.nz/gateway3/oauth/', agency: '49-091-850', proxy: { kind: 'fixed', address: 'proxy.firm.example:3128', user: 'me' } }),
    withSecrets({ clientSecret: 's' }), {},
  );
  expect(read).toMatchObject({ ok: true, value: { settings: {
    name: 'Ngata & Co', gateway: 'https://services.ird.govt.nz:4046', signInHost: 'https://services.ird.govt.nz', agency: '049091850', proxy: { address: 'http://proxy.firm.example:3128' },
  } } });
});

describe('secrets left empty are those held', () => {
  const held = { clientSecret: 'held', certificate: 'old certificate', certificateKey: 'old key', certificatePassPhrase: 'old words' };

  test('each for itself', () => {
    expect(readForm(filled('native'), noSecrets, held)).toMatchObject({ ok: true, value: { secrets: { ...noSecrets, ...held } } });
  });

  test('but a new certificate does not go with the old key and pass phrase', () => {
    expect(readForm(filled('native'), withSecrets({ certificate: 'new' }), held)).toMatchObject({ ok: true, value: { secrets: { clientSecret: 'held', certificate: 'new', certificateKey: '', certificatePassPhrase: '' } } });
  });
});

test.each([
  ['http://services.ird.govt.nz', 'settings.gateway'],
  ['https://me:secret@services.ird.govt.nz', 'settings.gateway'],
])('the address %s is refused beside its field', (gateway, field) => {
  expect(fields(readForm(filled('token', { gateway }), withSecrets({ token: 't' }), {}))).toEqual([field]);
});

test('a proxy without an address and no registered port are told', () => {
  const settings = filled('native', { proxy: { kind: 'script', address: '', user: '' } });
  settings.signIn.redirectPorts = [];
  expect(fields(readForm(settings, withSecrets({ clientSecret: 's' }), {}))).toEqual(['settings.proxy.address', 'settings.signIn.redirectPorts']);
});

test('clients\' numbers are taken one a line or with commas, once each', () => {
  expect(readClientNumbers('136-410-132\n49091850, 1512100301;\n\n136410132')).toEqual({ ok: true, value: ['IRD:136410132', 'IRD:049091850', 'CST:1512100301'] });
});

test('wrong clients\' numbers are named', () => {
  expect(readClientNumbers('136410132\n136410133\nabc')).toEqual({ ok: false, error: expect.stringContaining('2 of these are not clients\' numbers: 136410133, abc') });
});
