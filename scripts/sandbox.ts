import { parseArgs } from 'node:util';
import { contactSystemNames, mostContacts, startContactSandbox } from '../main/sandbox/contact-sandbox.ts';
import type { ContactSandboxOptions, ContactSystemName } from '../main/sandbox/contact-sandbox.ts';
import { startSandbox } from '../main/sandbox/sandbox.ts';
import type { SandboxOptions } from '../main/sandbox/sandbox.ts';

/** `npm run sandbox -- --system ird --profile practice --clients 2000 --seed 7 --port 0`: see docs/sandbox.md. */
const usage = [
  'Usage: sandbox --system ird [--profile ird-pack|practice] [--clients N] [--seed S] [--port P] [--tls | --mtls] [--redirect-ports P,P,…]',
  `       sandbox --system ${contactSystemNames.join('|')} [--contacts N] [--seed S] [--port P] [--tls]`,
].join('\n');

type Options = SandboxOptions | ContactSandboxOptions<ContactSystemName>;

function whole(name: string, value: string, most: number): number {
  if (!/^\d+$/.test(value) || Number(value) > most) throw new TypeError(`--${name} must be a whole number up to ${most}, not "${value}"`);
  return Number(value);
}

const text = { type: 'string' } as const;
const chosen = { type: 'boolean', default: false } as const;
const flags = { system: text, profile: text, clients: text, contacts: text, seed: text, port: text, tls: chosen, mtls: chosen, 'redirect-ports': text } as const;

const read = (args: string[]): ReturnType<typeof parseArgs<{ args: string[]; options: typeof flags }>>['values'] => parseArgs({ args, options: flags }).values;
type Values = ReturnType<typeof read>;

/** A gateway that demands certificates is a gateway over TLS. */
const tlsOf = ({ tls, mtls }: Values): Pick<SandboxOptions, 'tls'> => (tls || mtls ? { tls: { clientCertificate: mtls ? 'required' : 'none' } } : {});

const anySystem = (values: Values): { seed: number; port: number } & Pick<SandboxOptions, 'tls'> => ({
  seed: whole('seed', values.seed ?? '7', Number.MAX_SAFE_INTEGER), port: whole('port', values.port ?? '0', 65_535), ...tlsOf(values),
});

/** Flags that mean nothing to a system are refused: whoever gave them expects something of them. */
function refuseOthers(system: string, values: Values, others: readonly (keyof Values)[]): void {
  for (const name of others) if (values[name] !== undefined && values[name] !== false) throw new TypeError(`--${name} is not for --system ${system}`);
}

function irdOptions(values: Values): SandboxOptions {
  refuseOthers('ird', values, ['contacts']);
  const { profile = 'practice' } = values;
  if (profile !== 'ird-pack' && profile !== 'practice') throw new TypeError(`--profile must be ird-pack or practice, not "${profile}"`);
  const clients = whole('clients', values.clients ?? '200', 1_000_000);
  if (clients === 0) throw new TypeError('--clients must be at least 1');
  const redirectPorts = values['redirect-ports']?.split(',').map((port) => whole('redirect-ports', port, 65_535));
  return { system: 'ird', profile, clients, machine: true, ...anySystem(values), ...(redirectPorts === undefined ? {} : { redirectPorts }) };
}

function contactOptions(system: ContactSystemName, values: Values): ContactSandboxOptions<ContactSystemName> {
  refuseOthers(system, values, ['clients', 'profile', 'mtls', 'redirect-ports']);
  return { system, contacts: whole('contacts', values.contacts ?? '200', mostContacts), ...anySystem(values) };
}

function optionsOf(args: string[]): Options {
  const values = read(args);
  const { system = 'ird' } = values;
  if (system === 'ird') return irdOptions(values);
  const name = contactSystemNames.find((one) => one === system);
  if (name === undefined) throw new TypeError(`--system must be one of ird, ${contactSystemNames.join(', ')}, not "${system}"`);
  return contactOptions(name, values);
}

function readOptions(): Options | null {
  try {
    return optionsOf(process.argv.slice(2));
  } catch (reason) {
    process.stderr.write(`${reason instanceof Error ? reason.message : String(reason)}\n${usage}\n`);
    return null;
  }
}

const options = readOptions();
if (options === null) process.exitCode = 2;
else {
  try {
    const { close, ...told } = await (options.system === 'ird' ? startSandbox(options) : startContactSandbox(options));
    const stop = (): void => void close().then(() => process.exit(0));
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    process.stdout.write(`${JSON.stringify(told)}\n`);
  } catch (reason) {
    process.stderr.write(`The sandbox could not start: ${reason instanceof Error ? reason.message : String(reason)}\n`);
    process.exitCode = 1;
  }
}
