/** The names of SPEC 11, as the published samples write them: a request in any other fails validation. */
export const soapNamespace = 'http://www.w3.org/2003/05/soap-envelope';
export const addressingNamespace = 'http://www.w3.org/2005/08/addressing';
export const serviceNamespace = 'https://services.ird.govt.nz/GWS/Intermediation/';
export const typesNamespace = 'urn:www.ird.govt.nz/GWS:types/Intermediation.v1';
export const commonNamespace = 'urn:www.ird.govt.nz/GWS:types/Common.v2';

export type Operation = 'RetrieveClientList' | 'RetrieveClient';
