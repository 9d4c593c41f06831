/**
 * Who may import what (design: "The house"). Pure: paths are relative to the project's root, with forward slashes; a package is its
 * specifier as written. Each refusal names the right way, because whoever reads it is in the middle of something else.
 */
export type Target = { kind: 'file'; path: string } | { kind: 'package'; name: string };

export type Room = 'engine' | 'sandbox' | 'transport' | 'shell' | 'preload' | 'renderer' | 'shared' | 'outside';

/** Tests, scripts and build files are `outside`: they drive every room. */
export function roomOf(path: string): Room {
  if (path.startsWith('main/engine/')) return 'engine';
  if (path.startsWith('main/sandbox/')) return 'sandbox';
  if (path.startsWith('main/transport/')) return 'transport';
  if (path.startsWith('main/')) return 'shell';
  const top = path.split('/')[0];
  return top === 'preload' || top === 'renderer' || top === 'shared' ? top : 'outside';
}

const codeTables = new Set(['shared/inland-revenue/codes.ts', 'shared/inland-revenue/area-codes.ts']);
const hostContracts = new Set(['main/engine/host-contract.ts', 'main/sandbox/host-contract.ts']);

/** Systems as data, for the forms of connections; no connector. */
const systemFacts = 'main/engine/connectors/systems.ts';

/** Packages that only some files may know, with what to use instead. */
const keptPackages: readonly { name: RegExp; files: readonly string[]; instead: string }[] = [
  {
    name: /^(@github\/)?keytar$/,
    files: ['main/secrets/token-vault.ts'],
    instead: 'Only main/secrets/token-vault.ts knows the keychain: take the vault it makes as an argument.',
  },
  {
    name: /^better-sqlite3(-multiple-ciphers)?$/,
    files: ['main/engine/database.ts', 'main/sandbox/journal.ts'],
    instead: 'Only main/engine/database.ts and main/sandbox/journal.ts open SQLite: import openDatabase from main/engine/database.ts.',
  },
];

/** Names of electron that exist in one file each. */
export const keptNames: ReadonlyMap<string, { file: string; instead: string }> = new Map([
  ['ipcMain', { file: 'main/ipc.ts', instead: 'Only main/ipc.ts imports ipcMain: add the channel to shared/ipc-contract.ts and its handler there.' }],
  ['ipcRenderer', { file: 'preload/preload.ts', instead: 'Only preload/preload.ts imports ipcRenderer: ask through the bridge, window.agentbook.' }],
]);

/** Why `file` may not import `target`, in words with the right import; '' when it may. */
export function refusal(file: string, target: Target, isNode: (name: string) => boolean): string {
  const room = roomOf(file);
  if (room === 'outside') return '';
  return target.kind === 'file' ? refuseFile(room, file, target.path) : refusePackage(room, file, target.name, isNode);
}

function refuseFile(room: Exclude<Room, 'outside'>, file: string, path: string): string {
  const to = roomOf(path);
  if (room === 'engine') return refuseOneSystem(file, path) || (to === 'engine' || to === 'shared' || to === 'transport' ? '' : refuseToEngine(to));
  if (to === room) return '';
  switch (room) {
    case 'shared': return 'shared imports nothing of ours outside shared: move what both sides need into shared/.';
    case 'renderer': return to === 'shared' ? '' : 'renderer imports only shared: put types into shared/, and ask the engine or the shell through window.agentbook.';
    case 'preload': return to === 'shared' ? '' : 'preload imports only shared: the contract it hands over is shared/ipc-contract.ts.';
    case 'transport': return to === 'shared' ? '' : 'transport imports only shared: the shell and the engine both use it, and it knows neither.';
    case 'sandbox': return codeTables.has(path) ? '' : refuseToSandbox(to);
    case 'shell': return to === 'shared' || to === 'transport' || hostContracts.has(path) || path === systemFacts ? '' : refuseToShell(to);
  }
}

/** The two places where the systems there are stand beside each other: their facts, and what makes a connector of each. */
const registrations = new Set([systemFacts, 'main/engine/connectors/registered.ts']);
/** Common to several systems, none itself. */
const commonCores = new Set(['records']);

/** `dnsimple` of `main/engine/connectors/dnsimple/calls.ts`; '' for anything that is of no one system. */
function systemOf(path: string): string {
  const name = /^main\/engine\/connectors\/([^/]+)\//.exec(path)?.[1] ?? '';
  return commonCores.has(name) ? '' : name;
}

/** What only one system's connector knows. */
function refuseOneSystem(file: string, path: string): string {
  const own = systemOf(file);
  if (path.startsWith('shared/inland-revenue/') && own !== 'ird') return 'Only main/engine/connectors/ird knows what is inside its contacts: ask the connector (main/engine/gateway/connector.ts).';
  const of = systemOf(path);
  if (of === '' || of === own || registrations.has(file)) return '';
  return 'A connector is known to main/engine/connectors/registered.ts only, and its facts to systems.ts beside it: take the Connector as an argument.';
}

const refuseToEngine = (to: Room): string =>
  to === 'sandbox'
    ? 'The engine never imports the sandbox: they meet over HTTP only, so that a mistake cannot cancel itself out.'
    : 'The engine never imports the shell: what crosses is in main/engine/host-contract.ts, what both need goes to shared/.';

const refuseToSandbox = (to: Room): string =>
  to === 'shared'
    ? 'The sandbox shares only published code tables: shared/inland-revenue/codes.ts and area-codes.ts. Write its own reading of the rules, so that a mistake cannot cancel itself out.'
    : `The sandbox never imports the ${to}: what crosses is in main/sandbox/host-contract.ts; otherwise they meet over HTTP only.`;

const refuseToShell = (to: Room): string =>
  to === 'engine' || to === 'sandbox'
    ? `The shell talks to the ${to} by messages: import its types from main/${to}/host-contract.ts.`
    : 'main imports only shared: put types both sides need into shared/.';

function refusePackage(room: Exclude<Room, 'outside'>, file: string, name: string, isNode: (name: string) => boolean): string {
  const kept = keptPackages.find((one) => one.name.test(name));
  if (kept && !kept.files.includes(file)) return kept.instead;
  if (name === 'electron' || name.startsWith('electron/')) return refuseElectron(room, file);
  if (!isNode(name)) return '';
  if (room === 'renderer') return 'renderer runs in a sandbox without Node: use what the browser has, or ask through window.agentbook.';
  if (room === 'shared') return 'shared runs in the renderer too, without Node: take the value as an argument, or move this to main/.';
  return room === 'preload' ? 'preload is sandboxed and only hands over the bridge: do this in main/.' : '';
}

function refuseElectron(room: Exclude<Room, 'outside'>, file: string): string {
  switch (room) {
    case 'engine': return file === 'main/engine/entry.ts' ? '' : 'The engine runs under plain Node too: only main/engine/entry.ts may import electron. Take what you need as an argument.';
    case 'transport': return 'transport runs under plain Node too, in the engine: take what you need of electron as an argument.';
    case 'sandbox': return file === 'main/sandbox/entry.ts' ? '' : 'The sandbox runs under plain Node too: only main/sandbox/entry.ts may import electron.';
    case 'renderer': return 'renderer never imports electron: ask through the bridge, window.agentbook (shared/ipc-contract.ts).';
    case 'shared': return 'shared imports no electron: it runs in every process. Move this to main/ or preload/.';
    default: return '';
  }
}
