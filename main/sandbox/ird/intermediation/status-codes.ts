/**
 * Status codes of the Intermediation service that the sandbox gives (SPEC 11). The codes are published; the words are ours, and so is
 * which of 3, 4 and 108 a refusal takes, and that 20 stands for a wrong wrapper and 21 for a body that fails the schema (SPEC 11, inferred).
 */
export const statusTexts = {
  0: '',
  1: 'Authentication failure',
  2: 'Missing authentication token',
  3: 'Unauthorised access',
  4: 'Unauthorised delegation',
  7: 'Account type not supported',
  20: 'The XML request is not understood',
  21: 'The XML request does not match the schema',
  101: 'The identifier is not an intermediary',
  102: 'There are no client lists for this logon',
  103: 'No client found',
  105: 'The client list is invalid',
  108: 'Insufficient access to the client list',
} as const;

export type StatusCode = keyof typeof statusTexts;
