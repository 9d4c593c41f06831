import type { KeyboardEvent } from 'react';
import type { QueueRow } from '../../shared/views.ts';
import { frontFacts } from '../connections/connections-state.ts';
import { useApp } from '../store.ts';
import { canBeTyped, currentConflict, isChoice } from './queue-words.ts';

/** The edit that the focus is on or in; undefined outside of every edit. */
function rowAround(target: EventTarget): QueueRow | undefined {
  const id = target instanceof Element ? target.closest<HTMLElement>('.long-list-row')?.dataset['edit'] : undefined;
  if (id === undefined) return undefined;
  for (const page of useApp.getState().queueRows.pages.values()) for (const row of page) if (row.editId === id) return row;
  return undefined;
}

const typesText = (target: EventTarget): boolean => target instanceof Element && target.closest('input, select, textarea, [role="radiogroup"]') !== null;

/** One key for each side of the conflict that the focus is on: 1 mine, 2 Inland Revenue's, 3 another value. */
export function onConflictKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typesText(event.target)) return;
  if (!['1', '2', '3'].includes(event.key)) return;
  const state = useApp.getState();
  const row = rowAround(event.target);
  if (!row || !isChoice(row) || state.queueAsked === row.editId) return;
  const conflict = currentConflict(row, state.choices[row.editId] ?? []);
  if (!conflict) return;
  event.preventDefault();
  if (event.key === '3') {
    if (canBeTyped(conflict, frontFacts(state))) state.typeOther(row, conflict);
    return;
  }
  void state.choose(row, { field: conflict.field, take: event.key === '1' ? 'mine' : 'theirs', value: '' });
}
