import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { run } from './setup/run.mjs';

export type Environment = Record<string, string>;

/** Something running for us in the background, and the variables by which a process finds it. */
export interface Session {
  env: Environment;
  close(): Promise<void>;
}

/**
 * States of a keychain that a person meets: `locked` holds nothing yet or has been locked since; `absent` is a bus on which no
 * keychain answers. (A machine without any bus is a process without DBUS_SESSION_BUS_ADDRESS.)
 */
export type KeyringState = 'unlocked' | 'locked' | 'absent';

export interface KeyringSession extends Session {
  /** Stops the keychain and starts it again in another state; what it holds stays. */
  become(state: KeyringState): Promise<void>;
}

const running = new Set<ChildProcess>();
const folders = new Set<string>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function background(command: string, args: string[], env: Environment, stdin: string): ChildProcess {
  const child = spawn(command, args, { env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...env }, stdio: ['pipe', 'pipe', 'ignore'] });
  running.add(child);
  child.on('exit', () => running.delete(child));
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(stdin);
  return child;
}

/** First line a background process prints; rejects when it ends or cannot start instead. */
function firstLine(child: ChildProcess, what: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${what} cannot start: ${error.message}. Run: node scripts/setup.mjs`)));
    child.on('exit', (code) => reject(new Error(`${what} ended with code ${code} before it was ready`)));
    createInterface(child.stdout as Readable).once('line', resolve);
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Ends this process on the signals that ask it to, by way of `exit`, so that nothing it started stays behind. */
function leaveNothingBehind(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
}

/** Linux only: a virtual display of 1920×1080, for as long as this process lives at most. */
export async function openDisplay(): Promise<Session> {
  leaveNothingBehind();
  const child = background('Xvfb', ['-displayfd', '1', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'], {}, '');
  const number = await firstLine(child, 'Xvfb');
  return { env: { DISPLAY: `:${number.trim()}` }, close: () => stop(child) };
}

/** A bus of our own starts nothing by itself: no keychain, and no window that asks for a password and waits for ever. */
const busConfiguration = (folder: string): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${folder}/bus</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
`;

/**
 * Linux only: a message bus and a keychain that belong to nobody else, in a folder of their own, so that the person's own
 * keychain is never touched. On other systems there is nothing private to open; `env` is empty.
 */
export async function openKeyring(state: KeyringState = 'unlocked'): Promise<KeyringSession> {
  if (process.platform !== 'linux') return { env: {}, become: async () => undefined, close: async () => undefined };
  // Short, because the path of a socket may not exceed 107 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'agentbook-'));
  folders.add(folder);
  const runtime = join(folder, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  writeFileSync(join(folder, 'bus.conf'), busConfiguration(folder));
  const own = { HOME: folder, XDG_DATA_HOME: join(folder, 'data') };
  const bus = background('dbus-daemon', [`--config-file=${folder}/bus.conf`, '--nofork', '--nopidfile', '--print-address=1'], own, '');
  const address = await firstLine(bus, 'dbus-daemon');
  const env = { DBUS_SESSION_BUS_ADDRESS: address.trim(), XDG_RUNTIME_DIR: runtime };
  let keyring: ChildProcess | null = null;

  const become = async (next: KeyringState): Promise<void> => {
    if (keyring) await stop(keyring);
    keyring = null;
    if (next === 'absent') return;
    const unlock = next === 'unlocked';
    const args = ['--foreground', '--components=secrets', ...(unlock ? ['--unlock'] : [])];
    keyring = background('gnome-keyring-daemon', args, { ...own, ...env }, unlock ? '\n' : '');
    await nameOnBus({ ...own, ...env }, keyring);
  };

  await become(state);
  const close = async (): Promise<void> => {
    if (keyring) await stop(keyring);
    await stop(bus);
    rmSync(folder, { recursive: true, force: true });
    folders.delete(folder);
  };
  return { env, become, close };
}

/** Returns once the keychain answers on the bus. Bounded by the life of the keychain's process, not by a clock. */
async function nameOnBus(env: Environment, keyring: ChildProcess): Promise<void> {
  const ask = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  const question = [...ask, 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  for (;;) {
    const { output, code } = await run('dbus-send', question, { env: { PATH: process.env['PATH'], ...env } });
    if (code === 0 && output.includes('boolean true')) return;
    if (code === 127) throw new Error('dbus-send is missing. Run: node scripts/setup.mjs');
    if (keyring.exitCode !== null || keyring.signalCode !== null || keyring.pid === undefined) {
      throw new Error('gnome-keyring-daemon ended before it was ready');
    }
    await new Promise((later) => setTimeout(later, 20));
  }
}

/** A display and an unlocked keychain for a run that nobody watches. Elsewhere than on Linux the system's own serve. */
export async function openDesktop(): Promise<Session> {
  if (process.platform !== 'linux') return { env: {}, close: async () => undefined };
  const [display, keyring] = await Promise.all([openDisplay(), openKeyring()]);
  return {
    env: { ...display.env, ...keyring.env },
    close: async () => {
      await Promise.all([display.close(), keyring.close()]);
    },
  };
}
