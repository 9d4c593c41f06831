import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../renderer/connection/draft.ts';
import { chooseCertificate, draftOf, isChanged, isHeld, newDraft, requestOf, setRemoved } from '../../../renderer/connection/draft.ts';
import type { Field } from '../../../renderer/connection/fields.ts';
import { fieldOf, fields, labels, partsOf } from '../../../renderer/connection/fields.ts';
import { generalProblem, isCancelled, problemAt, wrongFields } from '../../../renderer/connection/problems.ts';
import type { SecretName } from '../../../shared/connection-settings.ts';
import { newSettings, noSecrets } from '../../../shared/connection-settings.ts';

const typed = (draft: Draft, change: Partial<Record<Field, string>>): Draft => ({ ...draft, values: { ...draft.values, ...change } });
const held = (...names: SecretName[]): Draft => draftOf({ settings: newSettings('production'), held: names });

describe('what the form sends', () => {
  it('is the settings it was made from', () => {
    for (const environment of ['mock', 'test', 'production', 'other'] as const) {
      const settings = { ...newSettings(environment), name: 'Ngata & Co', agency: '136410132', callsAtOnce: 7, proxy: { kind: 'fixed', address: 'http://proxy.example:3128', user: 'who' } as const };
      expect(requestOf(draftOf({ settings, held: [] }))).toEqual({ settings, secrets: noSecrets, forget: [] });
    }
  });

  it('is trimmed where it was pasted, and as it was typed where spaces may be meant', () => {
    const { settings, secrets } = requestOf(typed(newDraft('other'), {
      'settings.gateway': ' https://relay.example ', 'settings.agency': '136-410-132', 'secrets.token': ' abc\n', 'secrets.certificatePassPhrase': ' pass phrase ', 'settings.signIn.redirectPorts': '80 81', 'settings.signIn.accessSeconds': '0.5',
    }));
    expect(settings).toMatchObject({ gateway: 'https://relay.example', agency: '136410132', signIn: { redirectPorts: [80, 81], accessSeconds: 1_800 } });
    expect(secrets).toMatchObject({ token: 'abc', certificatePassPhrase: ' pass phrase ' });
  });
});

describe('secrets that are held', () => {
  it('stay when nothing is typed', () => {
    const draft = held('token', 'certificate', 'certificatePassPhrase');
    expect(draft.certificateKind).toBe('pfx');
    expect(held('certificate', 'certificateKey').certificateKind).toBe('pem');
    expect(isHeld(draft, 'token')).toBe(true);
    expect(requestOf(draft)).toMatchObject({ secrets: noSecrets, forget: [] });
    expect(isChanged(draft, held('token', 'certificate', 'certificatePassPhrase'))).toBe(false);
  });

  it('go with the certificate that is taken away, and stay when it is kept after all', () => {
    const draft = held('token', 'certificate', 'certificatePassPhrase');
    const none = chooseCertificate(draft, 'none');
    expect(requestOf(none).forget.sort()).toEqual(['certificate', 'certificatePassPhrase']);
    expect(isChanged(none, draft)).toBe(true);
    expect(isHeld(none, 'certificate')).toBe(false);
    expect(requestOf(chooseCertificate(none, 'pfx')).forget).toEqual([]);
    expect(isHeld(chooseCertificate(none, 'pem'), 'certificate')).toBe(false);
  });

  it('do not outlive the certificate they belonged to: the old pass phrase is not tried on the new file', () => {
    const replaced = typed(held('certificate', 'certificateKey', 'certificatePassPhrase'), { 'secrets.certificate': '-----BEGIN CERTIFICATE-----' });
    expect(requestOf(replaced).forget.sort()).toEqual(['certificateKey', 'certificatePassPhrase']);
    const whole = typed(replaced, { 'secrets.certificateKey': '-----BEGIN PRIVATE KEY-----', 'secrets.certificatePassPhrase': 'new' });
    expect(requestOf(whole).forget).toEqual([]);
  });

  it('can be taken away by themselves', () => {
    const gone = setRemoved(held('authorities'), 'authorities', true);
    expect(requestOf(gone).forget).toEqual(['authorities']);
    expect(requestOf(setRemoved(gone, 'authorities', false)).forget).toEqual([]);
    expect(requestOf(setRemoved(newDraft(), 'authorities', true)).forget).toEqual([]);
  });
});

describe('what an issue is about', () => {
  it('is the field its path names, with or without the first word, in whole or in part', () => {
    expect(fieldOf('settings.gateway')).toBe('settings.gateway');
    expect(fieldOf('gateway')).toBe('settings.gateway');
    expect(fieldOf('signIn.clientId')).toBe('settings.signIn.clientId');
    expect(fieldOf('settings.signIn.redirectPorts.2')).toBe('settings.signIn.redirectPorts');
    expect(fieldOf('settings.proxy')).toBe('settings.proxy.kind');
    expect(fieldOf('secrets.token')).toBe('secrets.token');
    expect(fieldOf('certificateKey')).toBe('secrets.certificateKey');
    expect(fieldOf('settings.gatewayish')).toBe('');
    for (const nothing of ['', 'settings', 'secrets', 'elsewhere']) expect(fieldOf(nothing)).toBe('');
    for (const field of fields) expect([fieldOf(field), labels[field] !== '']).toEqual([field, true]);
  });

  it('is said beside its field where that shows, and for the whole form otherwise', () => {
    const draft = newDraft('other');
    const issues = [
      { field: 'settings.callsAtOnce', code: 'x', text: 'Too many.' },
      { field: 'settings.gateway', code: 'x', text: 'No answer.' },
      { field: 'secrets.certificate', code: 'needed', text: 'A certificate is asked for.' },
      { field: 'settings.signIn.machine.issuer', code: 'x', text: 'No such issuer.' },
      { field: 'secrets.machineKey', code: 'lacking', text: 'Choose a key.' },
      { field: '', code: 'x', text: 'And more.' },
    ];
    expect(problemAt(issues, 'settings.gateway')).toBe('No answer.');
    expect(generalProblem(issues, draft)).toBe('No such issuer. And more.');
    expect(wrongFields(issues, draft)).toEqual(['settings.gateway', 'settings.callsAtOnce', 'secrets.certificate']);
    expect(partsOf(wrongFields(issues, draft))).toEqual(['addresses', 'advanced']);
  });

  it('is nothing wrong when the person broke the sign-in off', () => {
    expect(isCancelled([{ field: '', code: 'cancelled', text: 'Called off.' }])).toBe(true);
    expect(isCancelled([])).toBe(false);
    expect(isCancelled([{ field: '', code: 'denied', text: 'Denied.' }])).toBe(false);
  });
});
