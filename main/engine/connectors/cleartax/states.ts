const names = (text: string): string[] => text.trim().split(/\s*,\s*/);

/** States and territories by their GST code (SPEC 5). Ladakh is in a sibling's list only. */
const byCode: Readonly<Record<string, string>> = Object.fromEntries(
  names(`01 Jammu and Kashmir, 02 Himachal Pradesh, 03 Punjab, 04 Chandigarh, 05 Uttarakhand, 06 Haryana, 07 Delhi, 08 Rajasthan, 09 Uttar Pradesh, 10 Bihar, 11 Sikkim,
    12 Arunachal Pradesh, 13 Nagaland, 14 Manipur, 15 Mizoram, 16 Tripura, 17 Meghalaya, 18 Assam, 19 West Bengal, 20 Jharkhand, 21 Odisha, 22 Chhattisgarh,
    23 Madhya Pradesh, 24 Gujarat, 25 Daman and Diu, 26 Dadra and Nagar Haveli, 27 Maharashtra, 29 Karnataka, 30 Goa, 31 Lakshadweep, 32 Kerala, 33 Tamil Nadu,
    34 Puducherry, 35 Andaman and Nicobar Islands, 36 Telangana, 37 Andhra Pradesh, 38 Ladakh, 97 Other Territory`).map((one) => [one.slice(0, 2), one.slice(3)]),
);

/**
 * What goes over the wire is a key: the name in upper case without spaces. Published for Karnataka, Maharashtra and Other Territory,
 * inferred for the others (SPEC 5).
 */
const keyed = (text: string): string => text.toUpperCase().replace(/[^A-Z]/g, '');

const keys: ReadonlySet<string> = new Set(Object.values(byCode).map(keyed));

/** For a choice, by name. */
export const states: readonly { value: string; label: string }[] = Object.values(byCode)
  .map((name) => ({ value: keyed(name), label: name }))
  .sort((a, b) => a.label.localeCompare(b.label, 'en-NZ'));

/** The key of a state written as its key or its name, in any case: siblings show all of these (SPEC 5). null for anything else. Pure. */
export const stateKey = (text: string): string | null => (keys.has(keyed(text)) ? keyed(text) : null);

/** Every GST code: what a GSTIN begins with. */
export const stateCodes: ReadonlySet<string> = new Set(Object.keys(byCode));
