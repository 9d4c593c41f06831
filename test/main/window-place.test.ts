import { expect, test } from 'vitest';
import { boundsOnScreens } from '../../main/window-place.ts';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }, { x: 1920, y: 0, width: 1280, height: 1024 }];

test('the window opens where it was', () => {
  const saved = { x: 2000, y: 40, width: 1000, height: 700 };
  expect(boundsOnScreens(saved, screens)).toEqual(saved);
});

test('a window whose screen is gone is placed by the system', () => {
  expect(boundsOnScreens({ x: 2000, y: 40, width: 1000, height: 700 }, screens.slice(0, 1))).toBeNull();
  expect(boundsOnScreens({ x: 100, y: -300, width: 1000, height: 700 }, screens)).toBeNull();
  expect(boundsOnScreens({ x: 100, y: 1060, width: 1000, height: 700 }, screens)).toBeNull();
});

test('it is never smaller than the desk can be used at, and the first time the system places it', () => {
  expect(boundsOnScreens({ x: 0, y: 0, width: 200, height: 100 }, screens)).toEqual({ x: 0, y: 0, width: 900, height: 600 });
  expect(boundsOnScreens(null, screens)).toBeNull();
});
