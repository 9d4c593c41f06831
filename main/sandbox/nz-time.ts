const parts = new Intl.DateTimeFormat('en-NZ', {
  timeZone: 'Pacific/Auckland',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** `YYYY-MM-DDTHH:MM:SS` in New Zealand local time, the form of `Updated` (SPEC 6). `at` is epoch milliseconds. */
export function newZealandTime(at: number): string {
  const part: Record<string, string> = {};
  for (const { type, value } of parts.formatToParts(at)) part[type] = value;
  return `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}`;
}
