/** A contact's text fields in the order in which the published replies have them (SPEC 4). */
export const textFields = [
  'label', 'first_name', 'last_name', 'job_title', 'organization_name', 'email', 'phone', 'fax',
  'address1', 'address2', 'city', 'state_province', 'postal_code', 'country',
] as const;

export type TextField = (typeof textFields)[number];
export type TextFields = Record<TextField, string>;

/** As the wire has it: every field is always there, '' when unset. May hold fields that nobody here knows, planted by a test. */
export interface Contact extends TextFields {
  id: number;
  account_id: number;
  /** `2016-01-19T20:50:26Z`. */
  created_at: string;
  updated_at: string;
}

/** ISO 8601 in UTC to the second. `at` is epoch milliseconds. */
export const wireTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** How contacts are shown to somebody who chooses one: the label falls back to the name (SPEC 4). */
export const displayName = (one: TextFields): string => one.label || `${one.first_name} ${one.last_name}`;
