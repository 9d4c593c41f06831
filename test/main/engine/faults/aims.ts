import { aimAt, changeable, type Aim } from '../deeds.ts';
import type { World } from '../world.ts';

/** Primary contacts of customers that may be changed, each with room for two more phones; in name order. */
export async function aims(world: World, count: number): Promise<Aim[]> {
  const fitting = (await changeable(world)).filter((detail) => detail.id.startsWith('IRD') && [1, 2, 3].includes(detail.levels[0]?.contacts[0]?.phones.length ?? 0));
  if (fitting.length < count) throw new Error('too few clients of the practice are like that: choose another seed');
  return fitting.slice(0, count).map((detail) => aimAt(detail, 'customer'));
}

/** A gateway error in its own shape. */
export const errorBody = (code: string, type = 'validation'): string => JSON.stringify({ errors: [{ code, type, message: 'As it is worded.' }] });
