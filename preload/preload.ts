import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, MenuCommand, ShellRequests } from '../shared/ipc-contract.ts';
import { EngineLines } from './engine-lines.ts';

/** Hands the page its bridge, and nothing else. The ports to the engines stay in this world. */

/** The shell sends fresh lines by itself when an engine starts anew. */
const lines = new EngineLines((connection) => ipcRenderer.invoke('app.reachEngine', { connection }) as Promise<string>);

ipcRenderer.on('engine-port', (event, { connection }: { connection: string }) => {
  const [port] = event.ports;
  if (port !== undefined) lines.use(connection, port);
});

const menuListeners = new Set<(command: MenuCommand) => void>();
ipcRenderer.on('menu', (_event, command: MenuCommand) => {
  for (const listener of menuListeners) listener(command);
});

const connectionListeners = new Set<() => void>();
ipcRenderer.on('connections', () => {
  lines.frontMayHaveChanged();
  for (const listener of connectionListeners) listener();
});

/** After these another connection may be in front; the page asks its engine at once. */
const changeFront: ReadonlySet<string> = new Set(['app.front', 'app.startPractice', 'app.connect', 'app.connectRecords', 'app.removeConnection', 'app.unlock', 'app.info'] satisfies (keyof ShellRequests)[]);

async function ask(channel: string, asked: unknown): Promise<unknown> {
  const answer: unknown = await ipcRenderer.invoke(channel, asked);
  if (changeFront.has(channel)) lines.frontMayHaveChanged();
  return answer;
}

function listenIn<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const bridge = {
  ask,
  askEngine: (channel: string, asked: unknown, connection?: string) => lines.ask(channel, asked, connection),
  onNews: (listener) => lines.onNews(listener),
  onMenu: (listener) => listenIn(menuListeners, listener),
  onConnections: (listener) => listenIn(connectionListeners, listener),
} as Bridge;

contextBridge.exposeInMainWorld('agentbook', bridge);
