import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { ShellRequests } from '../shared/ipc-contract.ts';
import { shellArguments } from './ipc-arguments.ts';
import type { Log } from './log.ts';
import { originOf } from './navigation-lock.ts';

/** One handler for each channel; leaving one out does not compile. */
export type ShellHandlers = {
  [C in keyof ShellRequests]: (
    ask: Parameters<ShellRequests[C]>[0],
    page: WebContents,
  ) => ReturnType<ShellRequests[C]> | Promise<ReturnType<ShellRequests[C]>>;
};

/** Ours: the main frame of a page, on the origin we serve. */
function isOurs(event: IpcMainInvokeEvent, origin: string): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && originOf(frame.url) === origin;
}

/** Registers every channel. The only place that listens to the renderer. */
export function answerRenderer(handlers: ShellHandlers, mayAsk: (channel: keyof ShellRequests) => boolean, origin: string, log: Log): void {
  const register = <C extends keyof ShellRequests>(channel: C): void => {
    ipcMain.handle(channel, (event, ask: unknown) => {
      if (!isOurs(event, origin)) {
        log('refused-sender');
        throw new Error('This page may not speak to Agentbook.');
      }
      if (!mayAsk(channel)) throw new Error(`${channel}: Agentbook is locked.`);
      const parsed = shellArguments[channel].safeParse(ask);
      // The values themselves may be secret, so they are left out of the message.
      if (!parsed.success) throw new Error(`${channel}: the request has the wrong shape.`);
      return handlers[channel](parsed.data, event.sender);
    });
  };
  for (const channel of Object.keys(shellArguments) as (keyof ShellRequests)[]) register(channel);
}
