import type { Dispatcher } from 'undici';
import type { NetworkAccess } from '../transport/access.ts';
import { createDispatcher } from '../transport/dispatcher.ts';
import { fetchOver } from '../transport/exchange.ts';
import { TroubleError } from '../transport/trouble.ts';
import type { FilledForm } from './filled-form.ts';
import { signInNetwork } from './network-access.ts';
import type { ProxyLookup } from './proxy-lookup.ts';

/** A certificate that cannot be loaded is known before anything is sent. */
function loaded(network: NetworkAccess): Dispatcher {
  try {
    return createDispatcher(network);
  } catch {
    throw new TroubleError({ kind: 'clientCertificateUnusable', sent: false, code: '' });
  }
}

/**
 * `fetch` to the sign-in server, over whatever proxy is right at that moment: a laptop that moves from the office to a train changes it.
 * Throws `TroubleError` where the proxy's rules cannot be followed: nothing was sent then.
 */
export function signInFetch(form: () => FilledForm, lookup: ProxyLookup): { fetch: typeof fetch; close(): Promise<void> } {
  let held: { network: string; dispatcher: Dispatcher } | null = null;
  const dispatcher = async (): Promise<Dispatcher> => {
    const network = await signInNetwork(form(), lookup);
    if (!network.ok) throw new TroubleError({ kind: 'proxyUnsupported', sent: false, code: '' });
    const name = JSON.stringify(network.value);
    if (held?.network !== name) {
      void held?.dispatcher.close();
      held = { network: name, dispatcher: loaded(network.value) };
    }
    return held.dispatcher;
  };
  return {
    fetch: async (input, init) => fetchOver(await dispatcher())(input, init),
    async close() {
      await held?.dispatcher.destroy();
      held = null;
    },
  };
}
