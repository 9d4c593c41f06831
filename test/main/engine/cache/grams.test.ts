import { afterEach, beforeEach, expect, test } from 'vitest';
import { gramsOf, isLong, matchOf } from '../../../../main/engine/cache/grams.ts';
import { fold, searchTerms } from '../../../../main/engine/cache/search-text.ts';
import { openModel, type Model } from './model.ts';

let model: Model;
beforeEach(() => {
  model = openModel();
});
afterEach(() => model.close());

const set = (words: string): Set<string> => new Set(words.split(' '));

test('a text is filed under every run of one to three characters of its words, once', () => {
  expect(set(gramsOf('anga an'))).toEqual(set('a an ang n ng nga g ga'));
  expect(gramsOf('ab\nab ab').split(' ')).toEqual(['a', 'ab', 'b']);
  expect(gramsOf('')).toBe('');
});

test('a pair of surrogates is one character', () => {
  expect(set(gramsOf('a😀b'))).toEqual(set('a a😀 a😀b 😀 😀b b'));
  expect([isLong('😀😀😀'), isLong('😀😀😀😀')]).toEqual([false, true]);
});

test('a term is looked for by runs that cover it', () => {
  expect(matchOf(['ab'])).toBe('"ab"');
  expect(matchOf(['abc', 'a"b'])).toBe('"abc" AND "a""b"');
  expect(matchOf(['abcd'])).toBe('"abc" AND "bcd"');
  expect(matchOf(['abcdefgh'])).toBe('"abc" AND "cde" AND "efg" AND "fgh"');
});

test('every character that can stand in a term is found by the index, alone and between others', () => {
  const every = Array.from({ length: 0x2_00 }, (_, code) => String.fromCodePoint(code));
  const terms = new Set(every.flatMap((character) => searchTerms(`x${character}y`)).filter((term) => term.startsWith('x')));
  model.link(['IRD:136410132']);
  for (const term of terms) {
    model.cache.setSearchText('IRD:136410132', term);
    for (const asked of [term, [...term][1] ?? '', term.slice(1)].filter((text) => fold(text) === text && searchTerms(text)[0] === text)) {
      expect(model.lists.matched(asked, 'all'), JSON.stringify(asked)).toBe(1);
    }
  }
});
