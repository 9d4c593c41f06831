/** The names of SPEC 11; any other is another vocabulary, and fails validation. */
export const soap = 'http://www.w3.org/2003/05/soap-envelope';
export const addressing = 'http://www.w3.org/2005/08/addressing';
export const service = 'https://services.ird.govt.nz/GWS/Intermediation/';
export const types = 'urn:www.ird.govt.nz/GWS:types/Intermediation.v1';
export const common = 'urn:www.ird.govt.nz/GWS:types/Common.v2';

/** Link, Delink and Update are not played. */
export const operations = ['RetrieveClientList', 'RetrieveClient'] as const;
export type SoapOperation = (typeof operations)[number];

/** `RetrieveClientListResponse` is the action of the answer to `RetrieveClientList`. */
export const actionOf = (name: string): string => `${service}Intermediation/${name}`;
/** Namespace of the wrapper: `part` is `Request` or `Response`. */
export const wrapperOf = (operation: SoapOperation, part: 'Request' | 'Response'): string => `${service}:types/${operation}${part}`;
/** `retrieveClientList` */
export const inner = (operation: SoapOperation): string => operation.charAt(0).toLowerCase() + operation.slice(1);
