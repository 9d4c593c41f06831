import type { ConnectionSettings } from '../../shared/connection-settings.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { NetworkAccess, Proxy } from '../transport/access.ts';
import { clientCertificateOf } from '../transport/client-certificate.ts';
import type { FilledForm } from './filled-form.ts';
import type { ProxyLookup } from './proxy-lookup.ts';

/** How the gateway is reached. The error says in words why the proxy settings cannot be followed. */
export async function gatewayNetwork({ settings, secrets }: FilledForm, lookup: ProxyLookup): Promise<Result<NetworkAccess, string>> {
  const proxy = await lookup(settings.gateway, settings.proxy, secrets.proxyPassword);
  return proxy.ok ? ok(networkOf({ secrets }, proxy.value)) : proxy;
}

/** With a proxy that is known already. */
export const networkOf = ({ secrets }: Pick<FilledForm, 'secrets'>, proxy: Proxy | null): NetworkAccess => ({
  clientCertificate: clientCertificateOf(secrets.certificate, secrets.certificateKey, secrets.certificatePassPhrase),
  authorities: secrets.authorities,
  proxy,
});

/** How the OAuth server is reached: it is on the ordinary port and asks for no client certificate (SPEC 2, 4.1). A relay in the firm asks it of everybody. */
export async function signInNetwork({ settings, secrets }: FilledForm, lookup: ProxyLookup): Promise<Result<NetworkAccess, string>> {
  const gateway = await gatewayNetwork({ settings: { ...settings, gateway: settings.signInHost }, secrets }, lookup);
  if (!gateway.ok) return gateway;
  return ok(sameHost(settings) ? gateway.value : { ...gateway.value, clientCertificate: null });
}

const sameHost = ({ gateway, signInHost }: ConnectionSettings): boolean => gateway === signInHost;
