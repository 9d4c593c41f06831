import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fields as cleartaxFields } from '../../../main/sandbox/cleartax/contact.ts';
import type { ContactSystem } from '../../../main/sandbox/contact-system/system.ts';
import { textFields } from '../../../main/sandbox/dnsimple/contact.ts';
import { writableTexts } from '../../../main/sandbox/eight-by-eight/contact.ts';
import type { Asking } from './contact-caller.ts';
import { desk as cleartaxDesk, somebody as cleartaxContact } from './cleartax/desk.ts';
import { desk as dnsimpleDesk, somebody as dnsimpleContact } from './dnsimple/desk.ts';
import { desk as eightByEightDesk, path as eightByEightPath, somebody as eightByEightContact } from './eight-by-eight/desk.ts';

interface Kind {
  system: ContactSystem;
  ask: Asking;
  /** Addresses of lists and of contacts, right and wrong. */
  paths: string[];
  methods: string[];
  good: Record<string, unknown>;
  names: readonly string[];
  queries: string[];
}

const kinds: Record<string, () => Kind> = {
  dnsimple: () => {
    const { system, ask } = dnsimpleDesk(20);
    system.orders['switches']!({ limit: 1_000_000 });
    const paths = ['/v2/1010/contacts', '/v2/1010/contacts/1', '/v2/1010/contacts/999', '/v2/1010/contacts/x%2Fy', '/v2/1010/registrar/registrant_changes/check', '/v2/whoami'];
    return { system, ask, paths, methods: ['GET', 'POST', 'PATCH', 'DELETE'], good: dnsimpleContact, names: textFields, queries: ['sort', 'page', 'per_page'] };
  },
  cleartax: () => {
    const { system, ask, at } = cleartaxDesk(20);
    return { system, ask, paths: [at(), at('x'), at('%'), at(system.contacts(0, 1).rows[0]!.id)], methods: ['GET', 'PUT'], good: cleartaxContact('x'), names: cleartaxFields, queries: ['start', 'limit', 'override_pagination', 'email'] };
  },
  '8x8': () => {
    const one = eightByEightDesk(20);
    const { id } = one.first('company');
    const names = [...Object.keys(writableTexts), 'emails', 'phones', 'tags', 'addresses', 'extensions', 'contactType', 'name'];
    return { system: one.system, ask: one.ask, paths: [eightByEightPath, `${eightByEightPath}/${id}`, `${eightByEightPath}/x`], methods: ['GET', 'POST', 'PUT', 'DELETE'], good: eightByEightContact(one.customerId), names, queries: ['filter', 'sort', 'size', 'page', 'details', 'useScrollId', 'scrollId'] };
  },
};

describe.each(Object.keys(kinds))('Whatever is sent to the sandbox of %s', (name) => {
  it('is answered or refused, never broken; what was refused has changed nothing, and what was applied is written down once (random calls)', () => {
    const { system, ask, paths, methods, good, names, queries } = kinds[name]!();
    const odd = fc.oneof(fc.constantFrom<unknown>('__proto__', 'constructor', '', ' ', null, 0, -1, true, [], {}, 'true', 'id,ASC', "a=='b'", '*'), fc.string({ unit: 'grapheme' }), fc.jsonValue());
    const changed = fc.dictionary(fc.constantFrom(...names, '__proto__', 'surprise'), odd, { maxKeys: 3 }).map((more) => ({ ...good, ...more }));
    const body = fc.oneof({ weight: 3, arbitrary: changed }, { weight: 1, arbitrary: fc.jsonValue() }, { weight: 1, arbitrary: fc.string() });
    const query = fc.dictionary(fc.constantFrom(...queries), fc.oneof(fc.string(), fc.constantFrom('1', '0', 'true', 'id,ASC', 'firstName==a*')), { maxKeys: 3 }).map((one) => `?${new URLSearchParams(one).toString()}`);
    const stateOf = (): string => JSON.stringify(system.contacts(0, 1000).rows.map(({ scope, id }) => system.contact(scope, id)));
    const call = fc.record({ method: fc.constantFrom(...methods), path: fc.constantFrom(...paths), query, body });
    fc.assert(
      fc.property(call, (one) => {
        const [before, effects] = [stateOf(), system.effects().length];
        const { status, body: text } = ask(one.method, one.path + one.query, one.method === 'GET' ? undefined : one.body);
        expect(status).toBeLessThan(500);
        const applied = status < 300 && one.method !== 'GET' && !one.path.endsWith('/check');
        expect(system.effects().length - effects).toBe(applied ? 1 : 0);
        if (!applied) expect(stateOf()).toBe(before);
        if (text !== '' && status !== 405) JSON.parse(text);
      }),
      { numRuns: 400 },
    );
    expect(system.effects().length).toBeGreaterThan(0);
  });

  it('by somebody else is held to the same rules', () => {
    const { system, paths, good, methods } = kinds[name]!();
    for (const path of [...paths, '/nowhere']) for (const method of methods) for (const body of [good, {}, undefined, 'x']) expect(system.act({ method, path, body }).status).toBeLessThan(500);
  });

  it('has its page for being down and its words for having failed', () => {
    const { system } = kinds[name]!();
    expect([system.outage(503).status, system.outage(503).body.includes('<html'), system.broken().status]).toEqual([503, true, 500]);
    expect(system.broken().body).toContain('{');
  });
});
