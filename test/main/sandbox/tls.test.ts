import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { connect } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../../main/sandbox/authority.ts';
import { controlOf } from '../../../main/sandbox/control-client.ts';
import { startSandbox } from '../../../main/sandbox/sandbox.ts';
import type { Sandbox } from '../../../main/sandbox/sandbox.ts';
import type { TlsOptions } from '../../../main/sandbox/tls.ts';

type Shown = Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'servername' | 'minVersion' | 'maxVersion' | 'ciphers'>;

const start = (clientCertificate: 'none' | 'required', flaw: TlsOptions['flaw'] = 'none'): Promise<Sandbox> => startSandbox({ system: 'ird', profile: 'practice', clients: 5, seed: 7, port: 0, tls: { clientCertificate, flaw } });

function told(sandbox: Sandbox): NonNullable<Sandbox['tls']> {
  if (sandbox.tls === undefined) throw new Error('It does not listen over TLS');
  return sandbox.tls;
}

/** The text of the answer, or the code of what went wrong. */
function ask(sandbox: Sandbox, shown: Shown, host = '127.0.0.1'): Promise<string> {
  const { port } = new URL(told(sandbox).url);
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${sandbox.credentials.token}` };
    const asking = request({ host, port, path: '/gateway/contact/status', headers, agent: false, ...shown }, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text));
      response.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
    asking.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asking.end();
  });
}

let [open, closed] = [] as unknown as [Sandbox, Sandbox];
beforeAll(async () => ([open, closed] = await Promise.all([start('none'), start('required')])));
afterAll(() => Promise.all([open.close(), closed.close()]));

const trusting = (sandbox: Sandbox): Shown => ({ ca: told(sandbox).authorities });
const withClient = (sandbox: Sandbox): Shown => ({ ...trusting(sandbox), cert: told(sandbox).client.certificate, key: told(sandbox).client.key });

describe('The address over TLS', () => {
  it('gives the same answers as the plain one, by address and by name', async () => {
    expect([await ask(open, trusting(open)), await ask(open, trusting(open), 'localhost')]).toEqual(['OK', 'OK']);
    const plain = await fetch(`${open.url}/gateway/contact/status`, { headers: { authorization: `Bearer ${open.credentials.token}` } });
    expect(await plain.text()).toBe('OK');
    expect(told(open).intermediation).toBe(`${told(open).url}/gateway/gws/intermediation/`);
  });

  it('is trusted by nobody who does not know its authority', async () => {
    expect(await ask(open, {})).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY/);
    expect(await ask(open, trusting(closed))).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|CERT_SIGNATURE_FAILURE/);
  });

  it('is refused by who asks for another name', async () => {
    expect(await ask(open, { ...trusting(open), servername: 'services.example' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('has an elliptic certificate, and speaks TLS 1.2 and 1.3 with the published suites only', async () => {
    const negotiated = (shown: Shown): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect({ host: '127.0.0.1', port: Number(new URL(told(open).url).port), ...trusting(open), ...shown }, () => {
          const type = new X509Certificate(socket.getPeerCertificate().raw).publicKey.asymmetricKeyType;
          resolve(`${type} ${socket.getProtocol()} ${socket.getCipher().standardName}`);
          socket.destroy();
        });
        socket.on('error', () => resolve('refused'));
      });
    expect(await negotiated({})).toBe('ec TLSv1.3 TLS_AES_256_GCM_SHA384');
    expect(await negotiated({ maxVersion: 'TLSv1.2' })).toBe('ec TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384');
    expect(await negotiated({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA' })).toBe('refused');
    expect(await negotiated({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })).toBe('refused');
  });

  it('plays the faults that were ordered, and goes offline with the plain one', async () => {
    const control = controlOf(open.control);
    await control.order({ fault: 'answer', status: 200, body: 'a fault' });
    expect(await ask(open, trusting(open))).toBe('a fault');
    await control.order({ fault: 'dropReply' });
    expect(await ask(open, trusting(open))).toBe('ECONNRESET');
    await control.offline();
    expect(await ask(open, trusting(open))).toBe('ECONNREFUSED');
    await control.online();
    expect(await ask(open, trusting(open))).toBe('OK');
  });

  it.each([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['notYetValid', 'CERT_NOT_YET_VALID'],
    ['otherHost', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)('may have a certificate that is %s, for whoever tests what they make of it', async (flaw, code) => {
    const sandbox = await start('none', flaw);
    expect(await ask(sandbox, trusting(sandbox))).toBe(code);
    await sandbox.close();
  });

  it('closes even while somebody dawdles over the handshake', async () => {
    const sandbox = await start('none');
    const { connect: connectPlainly } = await import('node:net');
    const socket = connectPlainly(Number(new URL(told(sandbox).url).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    await sandbox.close();
    await gone;
  });
});

describe('With client certificates required', () => {
  it('lets in who shows the sandbox\'s own', async () => {
    expect(await ask(closed, withClient(closed))).toBe('OK');
  });

  it('refuses the handshake to who shows none', async () => {
    // The alert may be overtaken by the end of the connection.
    expect(await ask(closed, trusting(closed))).toMatch(/^(ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED|ECONNRESET|EPIPE)$/);
    expect(await ask(closed, { ...trusting(closed), maxVersion: 'TLSv1.2' })).toMatch(/^(ERR_SSL_.*_ALERT_.*|EPROTO|ECONNRESET|EPIPE)$/);
  });

  it('refuses one of another authority', async () => {
    const stranger = await (await createAuthority('Sandbox client authority')).issue({ commonName: 'stranger' });
    expect(await ask(closed, { ...trusting(closed), cert: stranger.certificate, key: stranger.key })).toMatch(/^(ERR_SSL_.*_ALERT_.*|EPROTO|ECONNRESET|EPIPE)$/);
  });

  it('refuses one of its own that has expired, and takes a new one', async () => {
    const shown = async (notAfter?: Date): Promise<string> => {
      const { certificate: cert, key } = await told(closed).issueClient({ commonName: 'Another', ...(notAfter === undefined ? {} : { notBefore: new Date(0), notAfter }) });
      return ask(closed, { ...trusting(closed), cert, key });
    };
    expect(await shown(new Date(Date.now() - 60_000))).toMatch(/^(ERR_SSL_.*_ALERT_.*|EPROTO|ECONNRESET|EPIPE)$/);
    expect(await shown()).toBe('OK');
  });

  it('the plain address asks for none', async () => {
    const plain = await fetch(`${closed.url}/gateway/contact/status`, { headers: { authorization: `Bearer ${closed.credentials.token}` } });
    expect(await plain.text()).toBe('OK');
  });
});
