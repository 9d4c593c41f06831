import { bridge } from '../bridge.ts';
import { counted } from '../desk/time-words.ts';
import { deskOf, everyDesk, useApp, watchDesks } from '../store.ts';
import type { DraftsByDesk } from './drafts-text.ts';
import { draftsText, readDrafts } from './drafts-text.ts';

/** Brings back the forms that were open when the desk was locked. One that has been opened anew meanwhile stays as it is. */
async function bringBack(): Promise<void> {
  const before = readDrafts(await bridge().ask('app.drafts', {}));
  let count = 0;
  for (const [connection, forms] of Object.entries(before)) {
    count += Object.keys(forms).length;
    deskOf(connection).setState(({ drafts }) => ({ drafts: { ...forms, ...drafts } }));
  }
  if (count > 0) useApp.getState().say(`${counted(count, 'form')} you had not saved ${count === 1 ? 'is' : 'are'} back as you left ${count === 1 ? 'it' : 'them'}`);
}

const openForms = (): DraftsByDesk => Object.fromEntries(everyDesk().map(([connection, { drafts }]) => [connection, drafts]));

/** Hands every change of a form to the shell, whichever connection it is of, so that locking loses nothing typed. Returns how to stop. */
export function keepDrafts(): () => void {
  let stop = (): void => undefined;
  let stopped = false;
  let handed = '';
  const hand = (): void => {
    const text = draftsText(openForms());
    if (text === handed) return;
    handed = text;
    void bridge().ask('app.keepDrafts', { text }).catch(() => undefined);
  };
  let forms = openForms();
  const look = (): void => {
    const now = openForms();
    const changed = Object.keys(now).length !== Object.keys(forms).length || Object.entries(now).some(([connection, drafts]) => forms[connection] !== drafts);
    forms = now;
    if (changed) hand();
  };
  void bringBack()
    .catch(() => undefined)
    .then(() => {
      if (stopped) return;
      stop = watchDesks(look);
      hand();
    });
  return () => {
    stopped = true;
    stop();
  };
}
