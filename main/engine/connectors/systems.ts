import type { SystemFacts } from '../../../shared/systems.ts';
import { cleartaxFacts } from './cleartax/facts.ts';
import { dnsimpleFacts } from './dnsimple/facts.ts';
import { eightByEightFacts } from './eight-by-eight/facts.ts';
import { irdFacts } from './ird/facts.ts';

/** Every system that can be connected, as data; Inland Revenue first. The shell imports this file and nothing else from here: no connector. */
export const systems: readonly SystemFacts[] = [irdFacts, dnsimpleFacts, cleartaxFacts, eightByEightFacts];
