import { rmSync } from 'node:fs';
import { randomFrom, type Random } from '../../main/sandbox/random.ts';
import type { Finding } from './compare.ts';
import { decide } from './decisions.ts';
import { Desk } from './desk.ts';
import { happen } from './happenings.ts';
import type { Lab } from './lab.ts';
import type { DeckName } from './options.ts';
import type { Played } from './played.ts';
import { allRead } from './read-again.ts';
import type { SabotageName } from './sabotage.ts';

export interface RunResult {
  seed: number;
  edits: number;
  /** Faults that were played: at the gateway, on the line, on the engine's process, on tokens and links. */
  faults: number;
  /** Edits that went in one call with others, or came to nothing with them. */
  merged: number;
  played: Played;
  killedAt: ReadonlyMap<string, number>;
  findings: Finding[];
  /** What happened, one line each, with its place in the run. */
  diary: string[];
}

export interface RunWish {
  seed: number;
  /** Only these happenings, by their place in the run; null for all. */
  only: readonly number[] | null;
  deck: DeckName;
  sabotage: SabotageName | null;
}

const clientsPerRun = 4;
const decisions = 12;

function chosen(random: Random, pool: readonly string[]): string[] {
  const left = [...pool];
  return Array.from({ length: Math.min(clientsPerRun, left.length) }, () => left.splice(random.whole(0, left.length - 1), 1)[0] ?? '');
}

/** Everything is well again; then so long until nothing more happens by itself, the person deciding about most of what needs them. */
async function heal(desk: Desk, random: Random): Promise<void> {
  await desk.control.calm();
  await desk.control.online();
  for (const file of ['ledger', 'cache'] as const) await desk.engine.ask('fill', { file, full: false });
  await desk.ways.heal(desk);
  await desk.signIn();
  await desk.engine.ask('sync.refresh', {});
  await desk.engine.ask('settle', {});
  for (let left = random.chance(0.9) ? decisions : 0; left > 0; left -= 1) {
    const { needsYou } = await desk.engine.ask('status.get', {});
    if (needsYou === 0) break;
    await decide(desk, random);
    await desk.engine.ask('settle', {});
  }
  await allRead(desk);
}

/** One run from its seed: things happen, everything heals, and what was promised is compared with what is. */
export async function run(lab: Lab, wish: RunWish): Promise<RunResult> {
  const { seed, sabotage } = wish;
  const { control, faults: { met: metBy } } = lab.ways;
  await control.calm();
  await control.online();
  await control.reset();
  lab.ways.begin();
  const desk = new Desk(lab, chosen(randomFrom(seed, 0), lab.clients), sabotage);
  let findings: Finding[];
  let inOrder = false;
  let merged = 0;
  try {
    await desk.open();
    await happen(desk, wish);
    await heal(desk, randomFrom(seed, 3));
    const compared = await desk.ways.compared(desk);
    findings = [...desk.findings, ...compared.findings];
    ({ merged } = compared);
    inOrder = true;
  } catch (error) {
    // An engine that throws or does not answer hides from the person whatever it was asked about.
    findings = [{ wrong: 'hidden', text: `the run could not be finished: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` }];
  }
  const met = (await control.requests()).flatMap((line) => metBy(line) ?? []);
  for (const fault of met) desk.plays(fault);
  await (inOrder ? lab.stable.giveBack(desk.engine) : desk.engine.kill());
  rmSync(desk.options.folder, { recursive: true, force: true });
  const { faults, played, killedAt, diary } = desk;
  return { seed, edits: desk.accepted.length, faults, merged, played, killedAt, findings, diary };
}
