import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refuseUnless, registryRuntime } from '../../scripts/setup/registry-runtime.mjs';

const integrityOf = (bytes: Uint8Array): string => `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

test('the very file that was named is accepted', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void refuseUnless(bytes, integrityOf(bytes))));
});

test('a file with one byte changed is refused, and the message says that nothing of it was used', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), (bytes, where) => {
      const other = Uint8Array.from(bytes);
      other[where % other.length] = (other[where % other.length] ?? 0) ^ 1;
      expect(() => refuseUnless(other, integrityOf(bytes))).toThrow('Nothing of it was used');
    }),
  );
});

test('the runtime is named by an exact version and a SHA-512', () => {
  expect(registryRuntime.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(registryRuntime.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
});
