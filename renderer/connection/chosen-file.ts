import type { Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';

/** How a file travels: PEM as its text, PFX in base64. */
export type FileForm = 'pem' | 'pfx';

/** Bytes. The largest certificate files in use are some tens of kilobytes. */
export const largestFile = 1_048_576;

/** What a file must hold at least, in PEM: a key, a certificate, or either. */
export type PemKind = 'key' | 'certificate';

const labels: Readonly<Record<PemKind, RegExp>> = {
  key: /-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/,
  certificate: /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/,
};

/** `3 KB`; a file is not so small that bytes matter to anybody. */
export const sizeWords = (bytes: number): string => (bytes < 1_024 ? `${bytes} bytes` : bytes < largestFile ? `${Math.round(bytes / 1_024)} KB` : `${(bytes / largestFile).toFixed(1)} MB`);

/** Said before anything of the file is read; '' when its size is right. */
export const sizeProblem = (name: string, bytes: number): string => {
  if (bytes === 0) return `${name} is empty.`;
  return bytes > largestFile ? `${name} has ${sizeWords(bytes)}; at most 1 MB is taken. Certificates and keys are far smaller: is this the right file?` : '';
};

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** The content as it travels, or what is wrong with it in words. What is in it is never part of the words. */
export function readContent(name: string, bytes: Uint8Array, form: FileForm, kind: PemKind): Result<string, string> {
  const text = new TextDecoder().decode(bytes);
  const isPem = text.includes('-----BEGIN ');
  if (form === 'pfx') return isPem ? err(`${name} is a PEM file. Choose “PEM files” above for it.`) : ok(base64(bytes));
  if (!isPem) return err(`${name} is not a PEM file: PEM is text and begins with -----BEGIN. A .pfx or .p12 file can be turned into PEM, or be used as it is where a PFX file is asked for.`);
  if (labels[kind].test(text)) return ok(text);
  return err(kind === 'key' ? `${name} holds no private key.` : `${name} holds no certificate.`);
}
