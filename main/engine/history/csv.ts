/**
 * A table as a CSV file (RFC 4180): CRLF, every field quoted. Begins with a byte order mark, so that spreadsheets take it for UTF-8. A field
 * that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection). Pure.
 */
export const csv = (rows: readonly (readonly string[])[]): string => `\uFEFF${rows.map((row) => row.map(field).join(',')).map((line) => `${line}\r\n`).join('')}`;

const field = (text: string): string => `"${harmless(text).replaceAll('"', '""')}"`;

const harmless = (text: string): string => (/^\s*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
