import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, type Authority, type Identity } from '../../../main/sandbox/authority.ts';
import { directly, type ClientCertificate } from '../../../main/transport/access.ts';
import { readAuthorities, trustedAuthorities } from '../../../main/transport/authorities.ts';
import { clientCertificateOf, optionsOf, readClientCertificate } from '../../../main/transport/client-certificate.ts';
import { createDispatcher } from '../../../main/transport/dispatcher.ts';

const noOpenssl = spawnSync('openssl', ['version']).status === 0 ? '' : 'openssl is not installed: apt-get install openssl';

const passPhrase = 'korimako 7 ā';
const folder = mkdtempSync(join(tmpdir(), 'agentbook-pfx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let authority: Authority;
let client: Identity;
let other: Identity;

beforeAll(async () => {
  authority = await createAuthority('Invented Authority');
  client = await authority.issue({ commonName: '0123456789abcdef0123456789abcdef.irdgws.test.firm.example' });
  other = await authority.issue({ commonName: 'other', keyKind: 'RSA' });
});

/** A PFX as a person gets it, made by OpenSSL's own program. */
function pfx(options: string[] = []): string {
  writeFileSync(join(folder, 'key.pem'), client.key);
  writeFileSync(join(folder, 'certificate.pem'), client.certificate);
  writeFileSync(join(folder, 'authority.pem'), authority.certificate);
  const places = ['-inkey', 'key.pem', '-in', 'certificate.pem', '-certfile', 'authority.pem', '-out', 'client.pfx'];
  execFileSync('openssl', ['pkcs12', '-export', ...places, '-passout', `pass:${passPhrase}`, ...options], { cwd: folder });
  return readFileSync(join(folder, 'client.pfx')).toString('base64');
}

const locked = (pem: string): string => createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: passPhrase }).toString();
const lockedOldWay = (pem: string): string => createPrivateKey(pem).export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: passPhrase }).toString();
const wrong = (kind: string) => ({ ok: false, error: expect.objectContaining({ kind, role: 'clientCertificate' }) as unknown });
const pem = (certificate: string, key: string, phrase = ''): ClientCertificate => ({ certificate, key, passPhrase: phrase });

describe.skipIf(noOpenssl)(`a client certificate${noOpenssl && ` (skipped: ${noOpenssl})`}`, () => {
  test('is read from a PFX, with whom it names, who issued it and how long it is good for', () => {
    const read = readClientCertificate({ pfx: pfx(), passPhrase });
    expect(read).toMatchObject({ ok: true, value: { subject: 'CN=0123456789abcdef0123456789abcdef.irdgws.test.firm.example', issuer: 'CN=Invented Authority', thumbprint: expect.stringMatching(/^[0-9A-F]{64}$/) as unknown } });
    expect(read.ok && read.value.validTo > Date.now() && read.value.validFrom < Date.now()).toBe(true);
    expect(read).toEqual(readClientCertificate(pem(client.certificate, client.key)));
  });

  test('is read from PEM with the key beside it, in the same file, locked, and locked the old way', () => {
    const [certificate, key] = [client.certificate, client.key];
    for (const given of [pem(certificate, key), pem(certificate, locked(key), passPhrase), pem(certificate, lockedOldWay(key), passPhrase), pem(certificate + authority.certificate, key)]) expect(readClientCertificate(given)).toMatchObject({ ok: true });
    const inOne = clientCertificateOf(`Bag Attributes\r\n${key}${certificate}`, '', '');
    expect(inOne && readClientCertificate(inOne)).toMatchObject({ ok: true });
  });

  test('a wrong or missing pass phrase is known as such', () => {
    for (const phrase of ['guess', '']) {
      expect(readClientCertificate({ pfx: pfx(), passPhrase: phrase })).toEqual(wrong('wrongPassPhrase'));
      expect(readClientCertificate(pem(client.certificate, locked(client.key), phrase))).toEqual(wrong('wrongPassPhrase'));
      expect(readClientCertificate(pem(client.certificate, lockedOldWay(client.key), phrase))).toEqual(wrong('wrongPassPhrase'));
    }
  });

  test('what is no certificate, or comes without its key or with another’s, is told apart', () => {
    for (const given of ['hello', '', Buffer.from('a picture, perhaps').toString('base64'), Buffer.from([0x30, 3, 2, 1, 1]).toString('base64')]) expect(readClientCertificate({ pfx: given, passPhrase })).toEqual(wrong('notACertificate'));
    expect(readClientCertificate(pem(client.key, client.key))).toEqual(wrong('notACertificate'));
    expect(readClientCertificate(pem('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', client.key))).toEqual(wrong('notACertificate'));
    expect(readClientCertificate(pem(client.certificate, ''))).toEqual(wrong('keyMissing'));
    expect(readClientCertificate(pem(client.certificate, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'))).toEqual(wrong('keyMissing'));
    expect(readClientCertificate(pem(client.certificate, other.key))).toEqual(wrong('keyDoesNotMatch'));
  });

  test('one locked the way older Windows does is opened where the runtime still can, and named otherwise', () => {
    const read = readClientCertificate({ pfx: pfx(['-legacy']), passPhrase });
    // BoringSSL, in Electron, still opens it.
    expect(read).toEqual(process.versions['electron'] ? expect.objectContaining({ ok: true }) : wrong('oldEncryption'));
  });

  test('its dates are looked at for the form, but a connection tries: the clock here may be wrong', () => {
    const given = pem(client.certificate, client.key);
    const year = 366 * 86_400_000;
    expect(readClientCertificate(given, Date.now() + year)).toEqual(wrong('expired'));
    expect(readClientCertificate(given, Date.now() - year)).toEqual(wrong('notYetValid'));
    expect(optionsOf(given)).toHaveProperty('cert');
  });

  test('one that cannot be loaded is refused before anything is connected, and no secret is in the error', () => {
    let error: unknown;
    try {
      createDispatcher({ ...directly, clientCertificate: { pfx: pfx(), passPhrase: 'guess me not' } });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: 'CertificateTrouble', kind: 'wrongPassPhrase' });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('guess me not');
  });
});

describe('own authorities', () => {
  test('are read with their names', () => {
    const read = readAuthorities(`my firm's\n${authority.certificate}${authority.certificate}`);
    expect(read).toMatchObject({ ok: true, value: [{ subject: 'CN=Invented Authority' }, { subject: 'CN=Invented Authority' }] });
  });
  test('are trusted besides those that the runtime brings, which a list of its own would otherwise replace', () => {
    const trusted = trustedAuthorities(authority.certificate);
    expect(trusted).toEqual(expect.arrayContaining([...rootCertificates.slice(0, 3), authority.certificate.trim()]));
    expect(trustedAuthorities('')).not.toContain(authority.certificate.trim());
  });
  test('none are none', () => expect(readAuthorities(' \n')).toEqual({ ok: true, value: [] }));
  test.each(['hello', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])('%j is none', (text) => {
    expect(readAuthorities(text)).toEqual({ ok: false, error: expect.objectContaining({ kind: 'notACertificate', role: 'authorities' }) as unknown });
    expect(() => createDispatcher({ ...directly, authorities: text })).toThrow(expect.objectContaining({ role: 'authorities' }) as Error);
  });
});
