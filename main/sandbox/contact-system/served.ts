import type { Arrived, Gateway } from '../gateway.ts';
import type { ContactSystem } from './system.ts';

const oneOf = (value: string | string[] | undefined): string => (Array.isArray(value) ? value.join(', ') : (value ?? ''));

/** A contact system as what stands behind the sandbox's address. */
export const contactGateway = (system: ContactSystem): Gateway => ({
  answer: async ({ method, path, query, headers, body }: Arrived) => {
    const texts = Object.entries(headers).map(([name, value]) => [name, oneOf(value)]);
    return system.answer({ method, path, query: new URLSearchParams(query), headers: Object.fromEntries(texts) as Record<string, string>, body });
  },
  broken: () => system.broken(),
  isReading: ({ method }) => method === 'GET',
  isSignIn: () => false,
  outage: (status) => system.outage(status),
  expireCredentials: () => system.expireCredentials(),
});
