/** Seconds. Inland Revenue may change them and asks that they be configurable (SPEC 4.1). */
export interface Lifetimes {
  codeSeconds: number;
  accessSeconds: number;
  refreshSeconds: number;
  consentSeconds: number;
}

/** As published (SPEC 4.1): 10 minutes, 8 hours, 1 year, 5 years. */
export const publishedLifetimes: Lifetimes = { codeSeconds: 600, accessSeconds: 28_800, refreshSeconds: 31_536_000, consentSeconds: 157_680_000 };
