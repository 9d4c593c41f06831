import type { Draft, Drafts } from '../contacts/drafts.ts';
import { draftKey } from '../contacts/drafts.ts';

/** Raised when a form holds something else than before: what an older version put away is then left alone. */
const format = 1;

/** The forms left open, as the shell keeps them; '' for none. */
export const draftsText = (drafts: Drafts): string => (Object.keys(drafts).length === 0 ? '' : JSON.stringify({ format, drafts }));

const isDraft = (key: string, value: unknown): value is Draft => {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('clientId' in value)) return false;
  try {
    return draftKey(value as Draft) === key;
  } catch {
    return false;
  }
};

/** What `draftsText` wrote; anything else is no form. */
export function readDrafts(text: string): Drafts {
  try {
    const held = JSON.parse(text) as { format?: unknown; drafts?: unknown };
    if (held.format !== format || typeof held.drafts !== 'object' || held.drafts === null) return {};
    return Object.fromEntries(Object.entries(held.drafts).filter((entry): entry is [string, Draft] => isDraft(...entry)));
  } catch {
    return {};
  }
}
