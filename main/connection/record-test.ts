import type { CheckLine } from '../../shared/connection-settings.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { Result } from '../../shared/result.ts';
import { certificateIssues } from '../transport/certificate-issues.ts';
import { wrong, type TestParts } from './connection-test.ts';
import { authorizationOf, recordAccess } from './record-door.ts';
import type { FilledRecords } from './record-form.ts';

/** *Test connection* to a system whose contacts are records: the engine's own look at it, with the fields of this form beside what is wrong. */
export async function testRecords(read: Result<FilledRecords, FieldIssue[]>, { check, lookup, now }: TestParts): Promise<CheckLine[]> {
  if (!read.ok) return read.error.map((issue) => wrong('settings', issue));
  const form = read.value;
  const access = await recordAccess(form, lookup);
  if (!access.ok) return [wrong('network', { field: 'settings.proxy.address', code: 'proxyUnsupported', text: access.error })];
  const authorities = certificateIssues(access.value.network, now());
  if (authorities.length > 0) return authorities.map((issue) => wrong('certificate', issue));
  return (await check(access.value, authorizationOf(form.secrets))).map((line) => ({ ...line, field: fieldOf(line.field, form) }));
}

/** The engine speaks of an authorization; the form has keys by name. */
function fieldOf(field: string, { facts }: FilledRecords): string {
  const [first] = facts.connect.secrets;
  return field !== 'authorization' ? field : first === undefined ? '' : `secrets.${first.name}`;
}
