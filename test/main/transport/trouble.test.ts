import { describe, expect, test } from 'vitest';
import { CertificateTrouble } from '../../../main/transport/certificate-trouble.ts';
import { codeOf, kindOf, troubleOf, troubleOfStatus, TroubleError } from '../../../main/transport/trouble.ts';

const failure = (code: string): Error => Object.assign(new Error('words nobody looks at'), { code });

describe('a code of the network', () => {
  test.each([
    ['ENOTFOUND', 'notFound'], ['EAI_AGAIN', 'offline'], ['ENETUNREACH', 'offline'], ['EHOSTUNREACH', 'offline'], ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'timedOut'], ['UND_ERR_HEADERS_TIMEOUT', 'timedOut'], ['UND_ERR_BODY_TIMEOUT', 'timedOut'], ['UND_ERR_CONNECT_TIMEOUT', 'timedOut'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificateUnknown'], ['SELF_SIGNED_CERT_IN_CHAIN', 'certificateUnknown'], ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificateUnknown'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificateUnknown'], ['CERT_REVOKED', 'certificateUnknown'], ['INVALID_PURPOSE', 'certificateUnknown'],
    ['CERT_HAS_EXPIRED', 'certificateExpired'], ['CERT_NOT_YET_VALID', 'certificateNotYetValid'], ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificateWrongHost'],
    // OpenSSL 3.0 to 3.4, OpenSSL 3.5, BoringSSL.
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'clientCertificateRefused'], ['ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED', 'clientCertificateRefused'],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'clientCertificateRefused'], ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', 'clientCertificateRefused'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'clientCertificateRefused'], ['ERR_SSL_TLSV1_ALERT_ACCESS_DENIED', 'clientCertificateRefused'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tlsTooOld'], ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'tlsTooOld'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'notSecure'], ['EPROTO', 'notSecure'], ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'notSecure'],
    ['ECONNRESET', 'broken'], ['EPIPE', 'broken'], ['UND_ERR_SOCKET', 'broken'], ['HPE_INVALID_CONSTANT', 'broken'], ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'broken'], ['', 'broken'],
  ])('%s means %s', (code, kind) => expect(kindOf(code)).toBe(kind));

  test('a refused handshake is about our certificate only after the server has shown its own', () => {
    expect(kindOf('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', true)).toBe('clientCertificateRefused');
    expect(kindOf('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', false)).toBe('tlsTooOld');
  });

  test('of several addresses the one that says most stands for all', () => {
    expect(codeOf(new AggregateError([failure('ENETUNREACH'), failure('ECONNREFUSED')]))).toBe('ECONNREFUSED');
    expect(codeOf(new AggregateError([failure('ENETUNREACH'), failure('EHOSTUNREACH')]))).toBe('ENETUNREACH');
  });
});

describe('whether something may have been sent', () => {
  test.each(['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'UND_ERR_CONNECT_TIMEOUT', 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'ECONNRESET', 'UND_ERR_DESTROYED', ''])(
    '%s alone proves nothing: it did not come from our own connecting',
    (code) => expect(troubleOf(failure(code)).sent).toBe('maybe'),
  );

  test('what our own connecting says is believed, however a library wraps it', () => {
    const trouble = { kind: 'refused', sent: false, code: 'ECONNREFUSED' } as const;
    expect(troubleOf(new TroubleError(trouble))).toEqual(trouble);
    expect(troubleOf(new TypeError('fetch failed', { cause: new TroubleError(trouble) }))).toEqual(trouble);
  });

  test('only the alert that TLS 1.3 alone has, and that ends a handshake, proves after the fact that nothing was read', () => {
    expect(troubleOf(failure('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'))).toEqual({ kind: 'clientCertificateRefused', sent: false, code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' });
  });

  test('a certificate that cannot be loaded makes no connection', () => {
    expect(troubleOf(new CertificateTrouble('wrongPassPhrase'))).toEqual({ kind: 'clientCertificateUnusable', sent: false, code: 'wrongPassPhrase' });
  });

  test('a deadline of ours says nothing about the other side', () => {
    expect(troubleOf(new DOMException('', 'TimeoutError'))).toEqual({ kind: 'timedOut', sent: 'maybe', code: 'ABORT_ERR' });
  });
});

describe('a status that is no gateway’s', () => {
  test.each([301, 302, 307, 308])('%i sends us elsewhere', (status) => expect(troubleOfStatus(status)).toMatchObject({ kind: 'redirected', sent: 'maybe' }));
  test.each([495, 496])('%i: a relay refuses our certificate before it passes anything on', (status) => expect(troubleOfStatus(status)).toMatchObject({ kind: 'clientCertificateRefused', sent: false }));
  test.each([200, 304, 400, 401, 403, 407, 500])('%i is somebody else’s to read', (status) => expect(troubleOfStatus(status)).toBeNull());
});
