import type { Preferences } from './preferences.ts';

/** A rectangle in device-independent pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const defaultSize = { width: 1280, height: 800 };
export const smallestSize = { width: 900, height: 600 };

/**
 * Where the window opens: as it was, unless so little of it would lie on any screen that a person could not reach its title bar.
 * null: let the system place a window of the default size.
 */
export function boundsOnScreens(saved: Preferences['bounds'], screens: readonly Area[]): Area | null {
  if (saved === null) return null;
  const width = Math.max(saved.width, smallestSize.width);
  const height = Math.max(saved.height, smallestSize.height);
  const reachable = screens.some((area) => {
    const across = Math.min(saved.x + width, area.x + area.width) - Math.max(saved.x, area.x);
    return across >= 120 && saved.y >= area.y && saved.y <= area.y + area.height - 60;
  });
  return reachable ? { x: saved.x, y: saved.y, width, height } : null;
}
