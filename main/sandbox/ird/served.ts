import type { Arrived, Gateway } from '../gateway.ts';
import { isOAuthPath } from '../oauth/oauth-server.ts';
import type { OAuthServer } from '../oauth/oauth-server.ts';
import { htmlPage, outagePage } from '../pages.ts';
import type { Tokens } from '../tokens.ts';
import { refused } from './answers.ts';
import { answerCall } from './gateway.ts';
import type { Profile } from './profile.ts';

export interface Served {
  profile: Profile;
  tokens: Tokens;
  oauth: OAuthServer;
}

const readings = ['/gateway/customer/', '/gateway/account/'];

/** Inland Revenue's gateway with its sign-in, as what stands behind the sandbox's address. */
export const servedGateway = ({ profile, tokens, oauth }: Served): Gateway => ({
  answer: async ({ method, path, query, headers, body }: Arrived) => {
    if (isOAuthPath(path)) return oauth.answer({ method, path, query, headers, body });
    const principal = await tokens.authenticate(headers.authorization ?? '');
    return answerCall(profile, { method, path, principal, body, contentType: headers['content-type'] ?? '' });
  },
  broken: () => refused('EU6001'),
  isReading: ({ path }) => readings.some((start) => path.startsWith(start)),
  isSignIn: isOAuthPath,
  outage: (status) => htmlPage(status, outagePage),
  expireCredentials: () => tokens.expireAll(),
});
