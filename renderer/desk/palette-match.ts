import type { AppState } from '../store.ts';
import type { Command } from './commands.ts';
import { commands, connectionCommands } from './commands.ts';

const words = (text: string): string[] => text.toLowerCase().split(/[^\p{L}\p{N}?/]+/u).filter((word) => word !== '');

/** True when each typed word begins a word of the title: "th da" finds "Look: dark theme"-like titles. */
export function titleMatches(title: string, query: string): boolean {
  const held = words(title);
  return words(query).every((typed) => held.some((word) => word.startsWith(typed)));
}

/** Commands that match what was typed, those that can be run now first. The palette does not offer itself. */
export function matchingCommands(query: string, state: AppState): Command[] {
  const found = [...connectionCommands(state), ...commands].filter((command) => command.id !== 'palette' && titleMatches(command.title, query));
  return [...found.filter((command) => command.blocked(state) === ''), ...found.filter((command) => command.blocked(state) !== '')];
}
