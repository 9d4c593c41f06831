import type { Bridge } from '../shared/ipc-contract.ts';

declare global {
  interface Window {
    agentbook: Bridge;
  }
}

/** The only way out of the renderer: what preload put on the window. */
export const bridge = (): Bridge => window.agentbook;
