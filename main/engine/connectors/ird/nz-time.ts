const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Pacific/Auckland',
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  hourCycle: 'h23',
});

/** Epoch milliseconds as Inland Revenue writes a moment: `2026-11-20T23:45:00`, in New Zealand's time (SPEC 6, inferred: no zone is given). */
export function newZealandTime(at: number): string {
  const { year, month, day, hour, minute, second } = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

/** The moment (epoch ms) that Inland Revenue writes so; null where it is none. Of an hour that comes twice, the first. */
export function momentOf(text: string): number | null {
  const asUtc = Date.parse(`${text.slice(0, 19)}${text.length > 10 ? '' : 'T00:00:00'}Z`);
  if (Number.isNaN(asUtc)) return null;
  // New Zealand is 13 hours ahead in summer and 12 in winter.
  return [13, 12].map((hours) => asUtc - hours * 3_600_000).find((at) => newZealandTime(at) === new Date(asUtc).toISOString().slice(0, 19)) ?? null;
}
