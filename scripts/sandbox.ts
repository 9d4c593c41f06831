import { parseArgs } from 'node:util';
import { startSandbox } from '../main/sandbox/sandbox.ts';
import type { SandboxOptions } from '../main/sandbox/sandbox.ts';

/** `npm run sandbox -- --system ird --profile practice --clients 2000 --seed 7 --port 0`: see docs/sandbox.md. */
const usage = 'Usage: sandbox --system ird --profile ird-pack|practice [--clients N] [--seed S] [--port P] [--tls | --mtls] [--redirect-ports P,P,…]';

function whole(name: string, value: string, most: number): number {
  if (!/^\d+$/.test(value) || Number(value) > most) throw new TypeError(`--${name} must be a whole number up to ${most}, not "${value}"`);
  return Number(value);
}

/** A gateway that demands certificates is a gateway over TLS. */
const tlsOf = ({ tls, mtls }: { tls: boolean; mtls: boolean }): Pick<SandboxOptions, 'tls'> => (tls || mtls ? { tls: { clientCertificate: mtls ? 'required' : 'none' } } : {});

function optionsOf(args: string[]): SandboxOptions {
  const flag = (value: string): { type: 'string'; default: string } => ({ type: 'string', default: value });
  const chosen = { type: 'boolean', default: false } as const;
  const flags = { system: flag('ird'), profile: flag('practice'), clients: flag('200'), seed: flag('7'), port: flag('0'), tls: chosen, mtls: chosen, 'redirect-ports': { type: 'string' } } as const;
  const { values } = parseArgs({ args, options: flags });
  const { system, profile } = values;
  if (system !== 'ird') throw new TypeError(`--system must be ird, not "${system}"`);
  if (profile !== 'ird-pack' && profile !== 'practice') throw new TypeError(`--profile must be ird-pack or practice, not "${profile}"`);
  const clients = whole('clients', values.clients, 1_000_000);
  if (clients === 0) throw new TypeError('--clients must be at least 1');
  const ports = values['redirect-ports']?.split(',').map((port) => whole('redirect-ports', port, 65_535));
  return {
    system, profile, clients, seed: whole('seed', values.seed, Number.MAX_SAFE_INTEGER), port: whole('port', values.port, 65_535), machine: true,
    ...(ports === undefined ? {} : { redirectPorts: ports }), ...tlsOf(values),
  };
}

function readOptions(): SandboxOptions | null {
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
    const { close, ...told } = await startSandbox(options);
    const stop = (): void => void close().then(() => process.exit(0));
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    process.stdout.write(`${JSON.stringify(told)}\n`);
  } catch (reason) {
    process.stderr.write(`The sandbox could not start: ${reason instanceof Error ? reason.message : String(reason)}\n`);
    process.exitCode = 1;
  }
}
