import { describe, expect, it } from 'vitest';
import { chooseEnvironment, differs, putBack, settleAddresses, typeAddress, usePublished } from '../../../renderer/connection/addresses.ts';
import type { Draft } from '../../../renderer/connection/draft.ts';
import { draftOf, methodOf, newDraft } from '../../../renderer/connection/draft.ts';
import { newSettings, published } from '../../../shared/connection-settings.ts';

const addresses = ({ values }: Draft): string[] => [values['settings.gateway'], values['settings.signInHost'], values['settings.intermediation']];
const of = (environment: keyof typeof published): string[] => Object.values(published[environment]);

describe('the addresses of a connection', () => {
  it('are filled in by the choice of an environment', () => {
    for (const environment of ['mock', 'test', 'production'] as const) {
      const chosen = chooseEnvironment(newDraft('other'), environment);
      expect(addresses(chosen)).toEqual(of(environment));
      expect(chosen.replaced).toBeNull();
      expect(differs(chosen)).toBe(false);
    }
  });

  it('follow the gateway’s at another address, until they are typed, and again once they are emptied', () => {
    const other = chooseEnvironment(newDraft(), 'other');
    expect(addresses(other)).toEqual(['', '', '']);
    const typed = typeAddress(other, 'settings.gateway', 'https://relay.firm.example/');
    expect(addresses(typed)).toEqual(['https://relay.firm.example/', 'https://relay.firm.example', 'https://relay.firm.example/gateway/gws/intermediation/']);

    const pasted = typeAddress(other, 'settings.gateway', 'https://relay.firm.example:4046/gateway/contact/');
    expect(pasted.values['settings.signInHost']).toBe('https://relay.firm.example:4046');

    const own = typeAddress(typed, 'settings.signInHost', 'https://login.firm.example');
    expect(addresses(typeAddress(own, 'settings.gateway', 'https://other.example'))).toEqual(['https://other.example', 'https://login.firm.example', 'https://other.example/gateway/gws/intermediation/']);

    const emptied = typeAddress(own, 'settings.signInHost', '');
    expect(emptied.values['settings.signInHost']).toBe('');
    expect(settleAddresses(emptied).values['settings.signInHost']).toBe('https://relay.firm.example');
  });

  it('that were typed are kept aside and offered back, and come back with another address', () => {
    const typed = typeAddress(chooseEnvironment(newDraft(), 'other'), 'settings.gateway', 'https://relay.firm.example');
    const production = chooseEnvironment(typed, 'production');
    expect(addresses(production)).toEqual(of('production'));
    expect(production.replaced).toEqual({ 'settings.gateway': 'https://relay.firm.example' });
    expect(putBack(production).values['settings.gateway']).toBe('https://relay.firm.example');
    expect(differs(putBack(production))).toBe(true);

    const through = chooseEnvironment(chooseEnvironment(production, 'mock'), 'other');
    expect(addresses(through)).toEqual(addresses(typed));
    expect(through.replaced).toBeNull();
  });

  it('that Inland Revenue gave out are marked as not the published ones, and can be exchanged for them', () => {
    const given = typeAddress(newDraft('test'), 'settings.gateway', 'https://test9.services.ird.govt.nz:4046');
    expect(differs(given)).toBe(true);
    const back = usePublished(given);
    expect(addresses(back)).toEqual(of('test'));
    expect(back.replaced).toEqual({ 'settings.gateway': 'https://test9.services.ird.govt.nz:4046' });
  });

  it('of a connection that is open are never replaced in silence', () => {
    const settings = { ...newSettings('other'), gateway: 'https://relay.firm.example', signInHost: 'https://a.example', intermediation: 'https://b.example/' };
    const draft = draftOf({ settings, held: [] });
    expect(settleAddresses(draft)).toBe(draft);
    expect(chooseEnvironment(draft, 'production').replaced).toEqual({ 'settings.gateway': 'https://relay.firm.example', 'settings.signInHost': 'https://a.example', 'settings.intermediation': 'https://b.example/' });
    expect(chooseEnvironment(draft, 'other')).toBe(draft);
  });

  it('bring the usual sign-in along until one is chosen', () => {
    const other = chooseEnvironment(newDraft(), 'other');
    expect(methodOf(other)).toBe('token');
    expect(methodOf(chooseEnvironment(other, 'mock'))).toBe('native');
    const chosen: Draft = { ...newDraft(), values: { ...newDraft().values, 'settings.signIn.method': 'cloud' }, typed: ['settings.signIn.method'] };
    expect(methodOf(chooseEnvironment(chosen, 'other'))).toBe('cloud');
  });
});
