import { useEffect, useState } from 'react';
import type { CheckLine } from '../../shared/connection-settings.ts';
import { bridge } from '../bridge.ts';
import type { Draft } from './draft.ts';
import { requestOf } from './draft.ts';

export interface Check<D = Draft> {
  state: 'none' | 'running' | 'slow' | 'failed' | 'done';
  lines: readonly CheckLine[];
  /** What was tested; null before the first test. */
  of: D | null;
  run(draft: D): Promise<void>;
}

/** From here on a person wonders whether anything happens, milliseconds. */
const slowAfter = 1_000;

/** *Test connection* of Inland Revenue's form. */
export const testGateway = (draft: Draft): Promise<CheckLine[]> => bridge().ask('app.test', requestOf(draft));

/** The same for a connection that is being made: nothing held counts. */
export const testNewGateway = (draft: Draft): Promise<CheckLine[]> => bridge().ask('app.test', { ...requestOf(draft), anew: true });

/** Runs *Test connection*. A test asked for while one runs is not started. */
export function useCheck<D>(test: (draft: D) => Promise<CheckLine[]>): Check<D> {
  const [state, setState] = useState<Check['state']>('none');
  const [lines, setLines] = useState<readonly CheckLine[]>([]);
  const [of, setOf] = useState<D | null>(null);
  useEffect(() => {
    if (state !== 'running') return;
    const timer = setTimeout(() => setState('slow'), slowAfter);
    return () => clearTimeout(timer);
  }, [state]);
  return {
    state,
    lines,
    of,
    run: async (draft) => {
      if (state === 'running' || state === 'slow') return;
      setState('running');
      setOf(draft);
      setLines([]);
      const found = await test(draft).catch(() => null);
      setLines(found ?? []);
      setState(found === null ? 'failed' : 'done');
    },
  };
}
