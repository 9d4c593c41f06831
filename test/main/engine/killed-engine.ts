import { existsSync } from 'node:fs';
import { Engine } from '../../../main/engine/engine.ts';
import type { EngineOptions } from '../../../main/engine/host-contract.ts';

/** The engine in a process of its own, to be killed at any moment: opens the folder, sends what is queued, and says when it rests. */
const options = JSON.parse(process.argv[2] ?? '') as EngineOptions;
if (!existsSync(options.folder)) throw new Error('no such folder');
const engine = new Engine(options, { together: false, looksApartMs: 2, deadlineMs: 5_000, random: () => 0 });
engine.start();
process.send?.('started');
for (;;) {
  await engine.atRest();
  const { waiting, sending, checking } = engine.status();
  if (waiting + sending + checking === 0) break;
  engine.requests['sync.now']({});
}
process.send?.('rested');
