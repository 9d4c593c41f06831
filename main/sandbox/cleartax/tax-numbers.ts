const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The check character of a GSTIN's first fourteen (SPEC 6). */
export function gstinCheck(fourteen: string): string {
  let sum = 0;
  for (const [n, character] of [...fourteen].entries()) {
    const product = digits.indexOf(character) * (n % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return digits[(36 - (sum % 36)) % 36] ?? '';
}

/** State, PAN, entity, Z and a check character whose value is not looked at: the vendor's own samples fail it (SPEC 6). */
export const looksLikeGstin = (text: string): boolean => /^\d{2}[A-Z]{3}[ABCFGHJKLPT][A-Z]\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/.test(text);
