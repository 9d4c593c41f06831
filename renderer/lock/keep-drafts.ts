import { bridge } from '../bridge.ts';
import { counted } from '../desk/time-words.ts';
import { useApp } from '../store.ts';
import { draftsText, readDrafts } from './drafts-text.ts';

/** Brings back the forms that were open when the desk was locked. One that has been opened anew meanwhile stays as it is. */
async function bringBack(): Promise<void> {
  const before = readDrafts(await bridge().ask('app.drafts', {}));
  const count = Object.keys(before).length;
  if (count === 0) return;
  useApp.setState(({ drafts }) => ({ drafts: { ...before, ...drafts } }));
  useApp.getState().say(`${counted(count, 'form')} you had not saved ${count === 1 ? 'is' : 'are'} back as you left ${count === 1 ? 'it' : 'them'}`);
}

/** Hands every change of a form to the shell, so that locking loses nothing typed. Returns how to stop. */
export function keepDrafts(): () => void {
  let stop = (): void => undefined;
  let stopped = false;
  const hand = (): void => void bridge().ask('app.keepDrafts', { text: draftsText(useApp.getState().drafts) }).catch(() => undefined);
  void bringBack()
    .catch(() => undefined)
    .then(() => {
      if (stopped) return;
      stop = useApp.subscribe(({ drafts }, before) => drafts !== before.drafts && hand());
      if (Object.keys(useApp.getState().drafts).length > 0) hand();
    });
  return () => {
    stopped = true;
    stop();
  };
}
