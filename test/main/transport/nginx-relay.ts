import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority, type Identity } from '../../../main/sandbox/authority.ts';

const template = new URL('../../../docs/relay/nginx.conf', import.meta.url);
const program = ['nginx', '/usr/sbin/nginx'].find((name) => spawnSync(name, ['-v']).status === 0);

/** '' where nginx can be run; otherwise why not, for the one who reads the test's output. */
export const noNginx = program ? '' : 'nginx is not installed: apt-get install nginx';

export interface RelayOptions {
  /** Where Inland Revenue is: a port of this computer. */
  upstream: number;
  /** PEM: whom the relay trusts to be Inland Revenue. */
  trusts: string;
  /** What the relay shows to Inland Revenue. */
  shows: Identity;
}

/** The configuration as it is published, with each marked place changed once or as often as it is there. */
function configured(changes: readonly [string, string][]): string {
  let text = readFileSync(template, 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`docs/relay/nginx.conf no longer has: ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A real nginx with the published configuration, in a firm with its own authority. */
export async function startRelay({ upstream, trusts, shows }: RelayOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'agentbook-relay-'));
  const [firm, desks] = [await createAuthority('Firm'), await createAuthority('Desktops of the firm')];
  const port = await freePort();
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const own = await firm.issue({ commonName: 'localhost', hosts: ['localhost'] });
  const site = configured([
    ['listen 4046 ssl', `listen 127.0.0.1:${port} ssl`],
    ['server_name relay.firm.example', 'server_name localhost'],
    ['/etc/agentbook-relay/relay.crt', file('relay.crt', own.certificate)],
    ['/etc/agentbook-relay/relay.key', file('relay.key', own.key)],
    ['/etc/agentbook-relay/desktops-ca.crt', file('desktops-ca.crt', desks.certificate)],
    ['/etc/agentbook-relay/irdgws.crt', file('irdgws.crt', shows.certificate)],
    ['/etc/agentbook-relay/irdgws.key', file('irdgws.key', shows.key)],
    ['/etc/ssl/certs/ca-certificates.crt', file('ird-ca.crt', trusts)],
    ['/var/log/nginx', folder],
    // As a name with two addresses: left to itself nginx would go on to the second.
    ['server services.ird.govt.nz:4046', `server 127.0.0.1:${upstream}; server 127.0.0.1:${upstream}`],
    ['Host services.ird.govt.nz:4046', `Host localhost:${upstream}`],
    ['services.ird.govt.nz;', 'localhost;'],
  ]);
  mkdirSync(join(folder, 'temp'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/temp/${kind};`).join('\n');
  const whole = `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log warn;\nevents {}\nhttp {\n${temporary}\n${site}\n}\n`;
  const child = spawn(program ?? 'nginx', ['-p', folder, '-c', file('nginx.conf', whole), '-e', join(folder, 'nginx.log')], { stdio: ['ignore', 'ignore', 'pipe'] });
  await listening(child, port);
  return {
    url: `https://localhost:${port}`,
    authority: firm.certificate,
    desktop: await desks.issue({ commonName: 'desk-7.firm.example' }),
    /** What it wrote of the calls that passed. */
    log: (): string => readFileSync(join(folder, 'agentbook-relay.log'), 'utf8'),
    folder,
    async close(): Promise<void> {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.kill('SIGTERM')) await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when the port takes connections; rejects with what nginx said when it ends first. */
async function listening(child: ChildProcess, port: number): Promise<void> {
  let said = '';
  let ended = false;
  child.stderr?.on('data', (part: Buffer) => (said += part.toString()));
  child.once('exit', () => (ended = true));
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    if (ended) throw new Error(`nginx did not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
