/** How PAN and GSTIN are made (SPEC 6). Nothing here is a reason to refuse: most of the numbers the vendor's own practice service wants fail the check character. */

const panForm = /^[A-Z]{3}[ABCFGHJKLPT][A-Z](?!0000)\d{4}[A-Z]$/;
const gstinForm = /^\d{2}([A-Z]{5}\d{4}[A-Z])[1-9A-Z]Z[0-9A-Z]$/;
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Ten characters, the fourth saying what kind of person it is; the last one's rule is not public. Pure. */
export const isPan = (text: string): boolean => panForm.test(text);

/** The state's two digits, a PAN, an entity, Z and a check character. Pure. */
export function looksLikeGstin(text: string): boolean {
  const pan = gstinForm.exec(text)?.[1];
  return pan !== undefined && isPan(pan);
}

/** The check character of the first fourteen, which are digits and capital letters. Pure. */
export function gstinCheck(fourteen: string): string {
  const sum = [...fourteen].reduce((total, character, n) => {
    const product = digits.indexOf(character) * (1 + (n % 2));
    return total + Math.floor(product / 36) + (product % 36);
  }, 0);
  return digits[(36 - (sum % 36)) % 36] ?? '';
}
