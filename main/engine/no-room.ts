import { sqliteCode } from './database.ts';

/** A full disk as the driver tells of it: for the file itself, and for the memory its log shares. */
const codes: readonly string[] = ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE'];

export const isNoRoom = (error: unknown): boolean => codes.includes(sqliteCode(error));

/** What a person is told who has asked for something that could not be written down. */
export const noRoomWords = 'There is no room left on the disk, so this could not be kept and nothing has been changed. Free some space, then try again.';

/** Does what a person has asked for: one transaction, so that a full disk leaves all as it was. `instead`: what is answered then, with the words. */
export function orNoRoom<T>(deed: () => T, instead: (words: string) => T): T {
  try {
    return deed();
  } catch (error) {
    if (!isNoRoom(error)) throw error;
    return instead(noRoomWords);
  }
}
