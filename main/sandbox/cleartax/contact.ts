/** A contact's fields in the order in which the published replies have them (SPEC 4). */
export const fields = [
  'id', 'business_name', 'nick_name', 'gstin', 'organization_type', 'contact_person_name', 'email', 'pan_number', 'mobile_number', 'land_line_number',
  'address', 'city', 'state', 'zip_code', 'country',
] as const;

export type Field = (typeof fields)[number];

/**
 * As it is stored: a field that was never sent is not there, one that was sent empty is '' (SPEC 4, inferred). May hold fields that
 * nobody here knows: what a caller sends along is kept, so that it can be seen whether it carries them.
 */
export type Contact = Partial<Record<Field, string>> & { id: string; system_generated?: true } & Record<string, unknown>;
