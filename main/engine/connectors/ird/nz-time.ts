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
