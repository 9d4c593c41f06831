import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, MenuCommand } from '../shared/ipc-contract.ts';
import { EngineLine } from './engine-line.ts';
import { reachOnce } from './reach-once.ts';

/** Hands the page its bridge, and nothing else. The port to the engine stays in this world. */

/** One line for each load of the page; the shell sends a fresh one by itself when the engine starts anew. */
const reach = reachOnce(() => ipcRenderer.invoke('app.reachEngine', { connection: null }));

const line = new EngineLine(reach);

ipcRenderer.on('engine-port', (event) => {
  const [port] = event.ports;
  if (port !== undefined) line.use(port);
});

const menuListeners = new Set<(command: MenuCommand) => void>();
ipcRenderer.on('menu', (_event, command: MenuCommand) => {
  for (const listener of menuListeners) listener(command);
});

const bridge = {
  ask: (channel: string, ask: unknown) => (channel === 'app.reachEngine' ? reach().then(() => null) : ipcRenderer.invoke(channel, ask)),
  askEngine: (channel: string, ask: unknown) => line.ask(channel, ask),
  onNews: (listener) => line.onNews((news) => listener(news, '')),
  onMenu(listener) {
    menuListeners.add(listener);
    return () => void menuListeners.delete(listener);
  },
} as Bridge;

contextBridge.exposeInMainWorld('agentbook', bridge);
