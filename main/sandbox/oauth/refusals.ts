import type { Answer } from '../ird/answers.ts';

/** An error of SPEC 4.1: `{"error","error_description"}`. Where the description is ours, because none is published, it says so. */
export interface Refusal {
  status: 400 | 401 | 411;
  error: 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unauthorized_client' | 'unsupported_grant_type';
  description: string;
}

const refusal = (status: Refusal['status'], error: Refusal['error'], description: string): Refusal => ({ status, error, description });

export const missing = (parameter: string): Refusal => refusal(400, 'invalid_request', `Invalid request format. Missing parameter: ${parameter}`);
/** Text inferred: none is published for a parameter that is there and wrong. */
export const malformed = (parameter: string): Refusal => refusal(400, 'invalid_request', `Invalid request format. Invalid parameter: ${parameter}`);
/** Text inferred; the rule is RFC 6749, 3.1. */
export const repeated = (parameter: string): Refusal => refusal(400, 'invalid_request', `Invalid request format. Repeated parameter: ${parameter}`);
/** The rule is published, the text inferred. */
export const queryGiven = refusal(400, 'invalid_request', 'Invalid request format. Parameters belong in the body.');
/** The rule is published, status and text inferred. */
export const lengthMissing = refusal(411, 'invalid_request', 'Invalid request format. Missing header: Content-Length');

export const notConfigured = (redirectUri: string): Refusal => refusal(400, 'invalid_request', `Invalid redirect_uri. Provided redirect_uri (${redirectUri}) is not configured for this client.`);
export const notCode = refusal(400, 'invalid_request', "Invalid response_type. Response type must be 'code'");
/** 400 in the published table, 401 in its worked example. */
export const unknownClient = refusal(400, 'invalid_client', 'Client is invalid.');

export const noAuthorization = refusal(400, 'invalid_request', 'Invalid client. Missing authorization header.');
export const wrongAuthorization = refusal(400, 'invalid_request', 'Invalid authorization header.');
export const notBasic = refusal(400, 'invalid_request', 'This API requires authentication using HTTP Basic Auth or by including credentials in the request body.');
/** Published as `access_denied` too. */
export const wrongSecret = refusal(400, 'invalid_client', 'The provided secret or assertion are not valid for this client.');

export const wrongGrantType = refusal(400, 'unsupported_grant_type', 'Invalid grant_type.');
export const wrongCode = refusal(401, 'invalid_grant', 'Invalid authorization code.');
export const expiredCode = refusal(401, 'invalid_grant', 'The authorization code has expired.');
export const otherRedirect = refusal(401, 'invalid_grant', 'Invalid redirect_uri. Value does not match the authorization request.');
/** Status and text inferred. */
export const wrongVerifier = refusal(401, 'invalid_grant', 'Invalid code_verifier.');
/** 401 in the published table of the refresh, 400 in that of the token call. */
export const wrongRefreshToken = refusal(401, 'invalid_grant', 'Refresh token is invalid.');

const uncached = { 'cache-control': 'no-store', pragma: 'no-cache' };
const json = { 'content-type': 'application/json; charset=utf-8', ...uncached };

export const refuse = ({ status, error, description }: Refusal): Answer => ({ status, body: JSON.stringify({ error, error_description: description }), headers: json });
export const tell = (value: unknown): Answer => ({ status: 200, body: JSON.stringify(value), headers: json });
/** A revocation answers 200 with nothing in it. */
export const nothing: Answer = { status: 200, body: '', headers: uncached };
