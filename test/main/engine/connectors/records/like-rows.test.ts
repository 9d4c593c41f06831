import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eightByEightFacts } from '../../../../../main/engine/connectors/eight-by-eight/facts.ts';
import { mergeRows } from '../../../../../main/engine/connectors/records/list-merge.ts';
import type { NativeDoc } from '../../../../../shared/contacts.ts';
import type { FieldSpec } from '../../../../../shared/systems.ts';

/** Addresses without a street have the same identity: which is which is told by all that is in them, or asked. */

const field = eightByEightFacts.fields.find(({ path }) => path === '/addresses') as FieldSpec;
const at = (city: string, more: NativeDoc = {}): NativeDoc => ({ purposeType: 'WORK', city, ...more });
const [napier, hastings] = [at('Napier'), at('Hastings')];
const noted = { ...hastings, notes: 'Back door' };

describe('Rows that look alike', () => {
  it('are changed where they were, whatever order somebody else has put them in', () => {
    expect(mergeRows(field, [napier, hastings], [napier, noted], [hastings, napier], false)).toEqual([noted, napier]);
    expect(mergeRows(field, [napier, hastings], [napier, at('Wairoa')], [hastings, napier], false)).toEqual([at('Wairoa'), napier]);
  });

  it('are removed one by one', () => {
    expect(mergeRows(field, [napier, hastings], [napier], [hastings, napier], false)).toEqual([napier]);
    expect(mergeRows(field, [napier, hastings], [noted], [hastings, napier], false)).toEqual([noted]);
  });

  it('are asked about where somebody else has changed what could be either', () => {
    const theirs = [at('Napier', { county: 'A' }), at('Hastings', { county: 'B' })];
    expect(mergeRows(field, [napier, hastings], [napier, noted], theirs, false)).toBeNull();
    expect(mergeRows(field, [napier, hastings], [napier], theirs, false)).toBeNull();
    expect(mergeRows(field, [napier, hastings], [napier, noted], [at('Gisborne')], false)).toBeNull();
  });

  it('are not asked about where only one is left that it can be, or where I changed none of them', () => {
    expect(mergeRows(field, [napier, hastings], [napier, noted], [{ ...hastings, county: 'B' }, napier], false)).toEqual([{ ...noted, county: 'B' }, napier]);
    const theirs = [at('Gisborne'), at('Wairoa'), { purposeType: 'HOME', city: 'Ōpunake' }];
    expect(mergeRows(field, [napier, hastings], [napier, hastings, { purposeType: 'OTHER', city: 'Bluff' }], theirs, false)).toEqual([...theirs, { purposeType: 'OTHER', city: 'Bluff' }]);
  });

  it('are not asked about where somebody else has made the same change', () => {
    expect(mergeRows(field, [napier, hastings], [napier, noted], [noted, at('Napier', { county: 'A' })], false)).toEqual([noted, at('Napier', { county: 'A' })]);
  });

  it('keep mine in the one that has the most in common, where the person says so', () => {
    const theirs = [at('Hastings', { county: 'B' }), at('Napier', { county: 'A' })];
    expect(mergeRows(field, [napier, hastings], [napier, noted], theirs, true)).toEqual([{ ...noted, county: 'B' }, at('Napier', { county: 'A' })]);
  });

  it('in any order of theirs, one change lands on its own row, and what I left alone stays', () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    console.log(`rows that look alike: SEED=${seed}`);
    const cities = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E'), { minLength: 1, maxLength: 5 });
    const run = cities.chain((names) => fc.tuple(fc.constant(names), fc.nat(names.length - 1), fc.shuffledSubarray(names, { minLength: names.length }), fc.boolean()));
    const property = fc.property(run, ([names, mine, order, removes]) => {
      const change = (name: string): NativeDoc[] => (name !== names[mine] ? [at(name)] : removes ? [] : [at(name, { notes: 'x' })]);
      expect(mergeRows(field, names.map((name) => at(name)), names.flatMap(change), order.map((name) => at(name)), false)).toEqual(order.flatMap(change));
    });
    fc.assert(property, { seed, numRuns: 300 });
  });
});
