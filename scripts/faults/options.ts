import { parseArgs } from 'node:util';
import { sabotageNames, type SabotageName } from './sabotage.ts';

/** As `npm run sandbox -- --system` has them. */
export const systemNames = ['ird', 'dnsimple', 'cleartax', '8x8'] as const;
export type SystemName = (typeof systemNames)[number];

/** `kills`: nothing goes wrong but that the engine is killed, and now and then a call is lost. */
export const deckNames = ['all', 'kills'] as const;
export type DeckName = (typeof deckNames)[number];

export interface Options {
  system: SystemName | 'all';
  deck: DeckName;
  runs: number;
  seed: number;
  /** Only these happenings of each run, by their place in it; null for all. */
  only: number[] | null;
  sabotage: SabotageName | null;
  /** Ends with the first run that fails. */
  stop: boolean;
  /** The first run that fails is made as small as it can be. */
  shrink: boolean;
}

export const usage = `Usage: npm run faults -- [--system ${systemNames.join('|')}|all] [--deck ${deckNames.join('|')}] [--runs N] [--seed S] [--only 3,7,12] [--sabotage ${sabotageNames.join('|')}] [--stop] [--no-shrink]
Run number i uses seed S + i: --runs 1 --seed <that> repeats it alone, --only so much of it. With all, the default, the systems come in turn.`;

/** The same seed is always of the same system. */
export const systemOf = ({ system }: Pick<Options, 'system'>, seed: number): SystemName => (system === 'all' ? (systemNames[seed % systemNames.length] ?? 'ird') : system);

function whole(name: string, value: string, least: number, most: number): number {
  if (!/^\d+$/.test(value) || Number(value) < least || Number(value) > most) throw new TypeError(`--${name} must be a whole number from ${least} to ${most}, not "${value}"`);
  return Number(value);
}

function oneOf<Name extends string>(flag: string, names: readonly Name[], given: string): Name {
  const found = names.find((one) => one === given);
  if (found === undefined) throw new TypeError(`--${flag} must be one of ${names.join(', ')}, not "${given}"`);
  return found;
}

/** Reads the flags. Throws a `TypeError` with words for the person. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      system: { type: 'string', default: 'all' },
      deck: { type: 'string', default: 'all' },
      runs: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Date.now() % 100_000) },
      only: { type: 'string' },
      sabotage: { type: 'string' },
      stop: { type: 'boolean', default: false },
      'no-shrink': { type: 'boolean', default: false },
    },
  });
  return {
    system: oneOf('system', [...systemNames, 'all'], values.system),
    deck: oneOf('deck', deckNames, values.deck),
    runs: whole('runs', values.runs, 1, 1_000_000),
    seed: whole('seed', values.seed, 0, 2 ** 31),
    only: values.only === undefined ? null : values.only.split(',').map((one) => whole('only', one, 0, 1_000)),
    sabotage: values.sabotage === undefined ? null : oneOf('sabotage', sabotageNames, values.sabotage),
    stop: values.stop,
    shrink: !values['no-shrink'],
  };
}
