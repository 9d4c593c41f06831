const named = (text: string): string[] => text.trim().split(/\s*,\s*/);

/**
 * Names of the state master (SPEC 5), and Ladakh, which only a sibling's has. The key of the wire is the name in upper case without
 * spaces: known for Karnataka, Maharashtra and Other Territory, inferred for the others.
 */
const names = named(`
  Jammu and Kashmir, Himachal Pradesh, Punjab, Chandigarh, Uttarakhand, Haryana, Delhi, Rajasthan, Uttar Pradesh, Bihar, Sikkim, Arunachal Pradesh, Nagaland, Manipur,
  Mizoram, Tripura, Meghalaya, Assam, West Bengal, Jharkhand, Odisha, Chhattisgarh, Madhya Pradesh, Gujarat, Daman and Diu, Dadra and Nagar Haveli, Maharashtra, Karnataka,
  Goa, Lakshadweep, Kerala, Tamil Nadu, Puducherry, Andaman and Nicobar Islands, Telangana, Andhra Pradesh, Ladakh, Other Territory`);

const keyed = (text: string): string => text.toUpperCase().replace(/\s+/g, '');

const keys: ReadonlySet<string> = new Set(names.map(keyed));

export const stateKeys: readonly string[] = [...keys];

/** The key, for a key or a name in any case; null for anything else. Siblings show names and lower case, so parsing may be lenient (SPEC 5). */
export function stateKey(text: string): string | null {
  const key = keyed(text);
  return keys.has(key) ? key : null;
}
