import { actOrder, closeOrder, lifetimesOrder, linkOrder, machineOrder, registerOrder, roleOrder, tokenOrder } from '../control-orders.ts';
import { Refusal, wholeOf } from '../control-server.ts';
import type { Ask, Lines } from '../control-server.ts';
import type { Doors } from '../doors.ts';
import { actAnswer } from '../fault-lines.ts';
import { answerOther } from './gateway.ts';
import type { Profile } from './profile.ts';

/** Links, accounts and clients: what the profile knows. */
function profileLines(profile: Profile): Lines {
  const setLink = ({ body }: Ask, unlink: boolean): object => {
    const order = linkOrder(body);
    const link = order.link ?? { access: 'FULL' as const, master: true, accounts: [] };
    if (!profile.setLink(order.client, unlink ? null : link)) throw new Refusal(404, `No client ${order.client} here whose link could change`);
    return {};
  };
  const client = ({ rest }: Ask): unknown => {
    const found = profile.client(rest);
    if (found === null) throw new Refusal(404, `No client ${rest} here`);
    return found;
  };
  const registerAccount = ({ body }: Ask): object => {
    const { client: of, type } = registerOrder(body);
    const account = profile.registerAccount(of, type);
    if (account === null) throw new Refusal(404, `No client ${of} here who could get an account`);
    return { account };
  };
  const closeAccount = ({ body }: Ask): object => {
    const { account } = closeOrder(body);
    if (!profile.closeAccount(account)) throw new Refusal(404, `No account ${account} here that could be closed`);
    return {};
  };
  return {
    'GET /effects': ({ query }) => {
      const after = wholeOf(query, 'after', 0);
      return profile.effects().filter((effect) => effect.n > after);
    },
    'GET /clients': ({ query }) => profile.clients(wholeOf(query, 'start', 0), wholeOf(query, 'count', 100)),
    'GET /clients/': client,
    'POST /act': ({ body }) => {
      const order = actOrder(body);
      return actAnswer(answerOther(profile, order.method, `/gateway/contact/${order.on}`, order.body));
    },
    'POST /link': (ask) => setLink(ask, false),
    'POST /unlink': (ask) => setLink(ask, true),
    'POST /accounts': registerAccount,
    'POST /accounts/close': closeAccount,
  };
}

/** Who comes in, and as whom. */
const doorLines = ({ tokens, lifetimes, oauth, logons, machines }: Doors): Lines => ({
  'POST /token': ({ body }) => tokens.issue(tokenOrder(body).logon),
  'POST /token/expire': () => (tokens.expireAll(), {}),
  'POST /oauth/lifetimes': ({ body }) => Object.assign(lifetimes, lifetimesOrder(body)),
  'GET /oauth/events': ({ query }) => oauth.events.after(wholeOf(query, 'after', 0)),
  'DELETE /oauth/consents': () => (oauth.authorize.revokeConsents(), {}),
  'GET /logons': () => logons.list(),
  'POST /logons': ({ body }) => {
    const { logon, role } = roleOrder(body);
    if (!logons.setRole(logon, role)) throw new Refusal(404, `No logon ${logon} here`);
    return {};
  },
  'POST /machines': ({ body }) => {
    const { issuer, certificate } = machineOrder(body);
    machines.register(issuer, certificate);
    return {};
  },
});

/** What the control address of Inland Revenue's sandbox takes besides faults. */
export const irdLines = (profile: Profile, doors: Doors): Lines => ({ ...profileLines(profile), ...doorLines(doors) });
