import type { App } from 'electron';

/**
 * Holds the app's quitting back until every part has stopped, one after the other, then lets it go. Each step bounds its own time;
 * one that fails does not keep the next from running. `holds`: whether the person is asked first, before anything stops.
 */
export function stopInOrder(app: App, holds: () => boolean, steps: readonly (() => unknown)[]): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  const stop = async (): Promise<void> => {
    for (const step of steps) await Promise.resolve().then(step).catch(() => undefined);
    state = 'stopped';
    app.quit();
  };
  app.on('before-quit', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping' || holds()) return;
    state = 'stopping';
    void stop();
  });
}
