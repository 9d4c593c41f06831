import { useEffect, useState } from 'react';
import type { RecordIntent } from '../../shared/edits.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import { useApp } from '../store.ts';
import type { Doubts } from './doubts.ts';
import { saidBy, stillFound } from './doubts.ts';
import type { RecordDraft, RecordFix } from './record-draft.ts';

/** Nothing is said that is not saved. */
const nothing = JSON.stringify(null);

/** How long the keys are left alone before the form is looked at. */
const restMs = 500;

/**
 * What looks wrong in a form as it stands: `saved` is known of the record, the rest is asked for once the typing rests. Saving waits for none
 * of it, and where the engine does not answer, nothing is said.
 */
export function useDoubts(draft: RecordDraft | RecordFix, facts: SystemFacts, saved: Doubts): FieldIssue[] {
  const [told, setTold] = useState<Doubts | null>(null);
  const { doc, clientId } = draft;
  const said = JSON.stringify(saidBy(draft, facts.fields));
  useEffect(() => {
    const intent = JSON.parse(said) as RecordIntent | null;
    if (intent === null) return undefined;
    const { askEngine } = useApp.getState();
    let isLatest = true;
    const ask = async (): Promise<void> => {
      const found = await askEngine('edits.doubts', { clientId, intent }).catch(() => null);
      if (isLatest && found !== null) setTold({ doc, found });
    };
    const timer = setTimeout(() => void ask(), restMs);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [said, clientId, doc]);
  return stillFound(said === nothing || told === null ? saved : told, doc);
}
