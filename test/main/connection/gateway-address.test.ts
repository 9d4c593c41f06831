import { describe, expect, test } from 'vitest';
import { isThisComputer, readGatewayAddress, readToken } from '../../../main/connection/gateway-address.ts';

describe('the address of a gateway', () => {
  test.each([
    ['https://services.ird.govt.nz:4046', 'https://services.ird.govt.nz:4046'],
    ['  https://services.ird.govt.nz:4046/ ', 'https://services.ird.govt.nz:4046'],
    ['services.ird.govt.nz', 'https://services.ird.govt.nz'],
    ['https://services.ird.govt.nz/gateway', 'https://services.ird.govt.nz'],
    ['https://services.ird.govt.nz/gateway/contact/status', 'https://services.ird.govt.nz'],
    ['http://127.0.0.1:4321', 'http://127.0.0.1:4321'],
    ['http://localhost:4321/', 'http://localhost:4321'],
    ['http://[::1]:4321', 'http://[::1]:4321'],
  ])('"%s" is read as %s', (typed, origin) => {
    expect(readGatewayAddress(typed)).toEqual({ ok: true, value: origin });
  });

  test.each([
    ['', 'Enter the address'],
    ['http://services.ird.govt.nz', 'must begin with https://'],
    ['http://127.0.0.1.example.org', 'must begin with https://'],
    ['ftp://services.ird.govt.nz', 'must begin with https://'],
    ['file:///etc/passwd', 'must begin with https://'],
    ['https://', 'not a web address'],
    ['https://a b', 'not a web address'],
    ['https://me:word@services.ird.govt.nz', 'Leave the user name'],
    ['https://services.ird.govt.nz/other', 'without what follows the host'],
    ['https://services.ird.govt.nz/?x=1', 'without what follows the host'],
  ])('"%s" is refused in words', (typed, words) => {
    expect(readGatewayAddress(typed)).toEqual({ ok: false, error: expect.stringContaining(words) });
  });

  test('only loopback is this computer', () => {
    expect(['http://127.0.0.1:1', 'http://[::1]:1', 'http://localhost'].every(isThisComputer)).toBe(true);
    expect(['https://services.ird.govt.nz', 'http://127.0.0.1.nip.io', ''].some(isThisComputer)).toBe(false);
  });
});

describe('a pasted token', () => {
  test.each([
    ['abc.def-1', 'abc.def-1'],
    ['  Bearer abc ', 'abc'],
    ['Authorization: Bearer abc', 'abc'],
    ['abc\n  def', 'abcdef'],
  ])('"%s" is read as %s', (typed, token) => {
    expect(readToken(typed)).toEqual({ ok: true, value: token });
  });

  test.each(['', '   ', 'Bearer ', 'tōken'])('"%s" is refused in words', (typed) => {
    expect(readToken(typed)).toMatchObject({ ok: false });
  });
});
