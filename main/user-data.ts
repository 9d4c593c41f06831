import { userInfo } from 'node:os';
import path from 'node:path';

/**
 * The folder that holds everything this installation keeps. `--user-data-dir=<dir>` wins, so that tests and second profiles
 * each have their own; it must be settled before anything is read or the single-instance lock is taken.
 */
export const userDataFolder = (switchValue: string, appData: string): string =>
  switchValue === '' ? path.join(appData, 'Agentbook') : path.resolve(switchValue);

export interface UserDataPlaces {
  connections: string;
  preferences: string;
  log: string;
  /** What Chromium keeps for itself; nothing of ours. */
  browser: string;
}

export const placesIn = (userData: string): UserDataPlaces => ({
  connections: path.join(userData, 'connections.json'),
  preferences: path.join(userData, 'preferences.json'),
  log: path.join(userData, 'agentbook.log'),
  browser: path.join(userData, 'browser'),
});

/** The name by which the system knows whoever is at the desk; '' where it has none (a process without an entry among the users). */
export function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
