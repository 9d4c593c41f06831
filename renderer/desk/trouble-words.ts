import type { Status } from '../../shared/views.ts';

/** In the order a person would deal with them. */
export function troublesOf({ connection, listTrouble }: Pick<Status, 'connection' | 'listTrouble'>): string[] {
  const outOfReach = connection.state === 'offline' ? (connection.why ?? '') : '';
  // Signing in comes first, and has a prompt of its own.
  return [outOfReach, connection.state === 'signedOut' ? '' : listTrouble].filter((text) => text !== '');
}
