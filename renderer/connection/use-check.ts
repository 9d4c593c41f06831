import { useEffect, useState } from 'react';
import type { CheckLine } from '../../shared/connection-settings.ts';
import { bridge } from '../bridge.ts';
import type { Draft } from './draft.ts';
import { requestOf } from './draft.ts';

export interface Check {
  state: 'none' | 'running' | 'slow' | 'failed' | 'done';
  lines: readonly CheckLine[];
  /** What was tested; null before the first test. */
  of: Draft | null;
  run(draft: Draft): Promise<void>;
}

/** From here on a person wonders whether anything happens, milliseconds. */
const slowAfter = 1_000;

/** Runs *Test connection*. A test asked for while one runs is not started. */
export function useCheck(): Check {
  const [state, setState] = useState<Check['state']>('none');
  const [lines, setLines] = useState<readonly CheckLine[]>([]);
  const [of, setOf] = useState<Draft | null>(null);
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
      const found = await bridge().ask('app.test', requestOf(draft)).catch(() => null);
      setLines(found ?? []);
      setState(found === null ? 'failed' : 'done');
    },
  };
}
