import type { FieldIssue } from '../../shared/faults.ts';
import type { NetworkAccess } from './access.ts';
import { readAuthorities } from './authorities.ts';
import type { CertificateTroubleKind } from './certificate-trouble.ts';
import { readClientCertificate } from './client-certificate.ts';

const fieldOf: Partial<Record<CertificateTroubleKind, string>> = { wrongPassPhrase: 'secrets.certificatePassPhrase', keyMissing: 'secrets.certificateKey', keyDoesNotMatch: 'secrets.certificateKey' };

/** What is wrong with the certificates a person has chosen, beside the fields of the form. `now` (epoch milliseconds) judges dates. */
export function certificateIssues({ clientCertificate, authorities }: NetworkAccess, now: number): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const own = clientCertificate === null ? null : readClientCertificate(clientCertificate, now);
  if (own !== null && !own.ok) issues.push({ field: fieldOf[own.error.kind] ?? 'secrets.certificate', code: own.error.kind, text: own.error.message });
  const trusted = authorities === '' ? null : readAuthorities(authorities);
  if (trusted !== null && !trusted.ok) issues.push({ field: 'secrets.authorities', code: trusted.error.kind, text: trusted.error.message });
  return issues;
}
