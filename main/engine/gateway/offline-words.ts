import type { TroubleKind } from '../../transport/trouble.ts';
import { networkLine } from '../check/network-words.ts';

/** What waiting does not cure: a person has to see to it. */
const lasting: ReadonlySet<string> = new Set<TroubleKind>([
  ...(['certificateUnknown', 'certificateExpired', 'certificateNotYetValid', 'certificateWrongHost', 'clientCertificateRefused', 'clientCertificateUnusable'] as const),
  ...(['tlsTooOld', 'notSecure', 'proxyUnreachable', 'proxyCredentials', 'proxyRefused', 'proxyUnsupported'] as const),
]);

/** Why the gateway cannot be reached, in words and with what to do; '' where it is the network's ordinary absence. `detail`: of an offline fault. */
export const offlineWords = (detail: string, hasCertificate: boolean): string =>
  lasting.has(detail) ? networkLine({ kind: detail as TroubleKind, sent: false, code: '' }, hasCertificate, '').text : '';
