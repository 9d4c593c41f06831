import type { Draft, Drafts } from '../contacts/drafts.ts';
import { draftKey } from '../contacts/drafts.ts';

/** Raised when a form holds something else than before: what an older version put away is then left alone. */
const format = 2;

/** The forms left open on every desk, by the id of its connection. */
export type DraftsByDesk = Readonly<Record<string, Drafts>>;

/** The forms left open, as the shell keeps them; '' for none. */
export function draftsText(byDesk: DraftsByDesk): string {
  const open = Object.fromEntries(Object.entries(byDesk).filter(([, drafts]) => Object.keys(drafts).length > 0));
  return Object.keys(open).length === 0 ? '' : JSON.stringify({ format, desks: open });
}

const isDraft = (key: string, value: unknown): value is Draft => {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('clientId' in value)) return false;
  try {
    return draftKey(value as Draft) === key;
  } catch {
    return false;
  }
};

const readable = (drafts: unknown): Drafts =>
  typeof drafts === 'object' && drafts !== null ? Object.fromEntries(Object.entries(drafts).filter((entry): entry is [string, Draft] => isDraft(...entry))) : {};

/** What `draftsText` wrote; anything else is no form. */
export function readDrafts(text: string): DraftsByDesk {
  try {
    const held = JSON.parse(text) as { format?: unknown; desks?: unknown };
    if (held.format !== format || typeof held.desks !== 'object' || held.desks === null) return {};
    return Object.fromEntries(Object.entries(held.desks).map(([connection, drafts]) => [connection, readable(drafts)]));
  } catch {
    return {};
  }
}
