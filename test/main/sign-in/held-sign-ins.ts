import { afterEach, expect } from 'vitest';
import type { TokenKeeper } from '../../../main/sign-in/token-keeper.ts';
import type { SignInMethod } from '../../../shared/connection-settings.ts';
import { createSignInWorld, type SignInWorld } from './sign-in-world.ts';

let worlds: SignInWorld[] = [];
let keepers: TokenKeeper[] = [];
afterEach(async () => {
  for (const keeper of keepers) await keeper.close();
  for (const world of worlds) await world.close();
  [worlds, keepers] = [[], []];
});

/** A world that is put away after the test. */
export async function worldOf(method: SignInMethod): Promise<SignInWorld> {
  const world = await createSignInWorld(method);
  worlds.push(world);
  return world;
}

export async function start(world: SignInWorld): Promise<TokenKeeper> {
  const keeper = await world.keeper();
  keepers.push(keeper);
  return keeper;
}

export async function signedIn(method: SignInMethod): Promise<{ world: SignInWorld; keeper: TokenKeeper }> {
  const world = await worldOf(method);
  const keeper = await start(world);
  const given = method === 'token' ? (await world.control.token()).token : '';
  expect(await keeper.signIn({ token: given })).toEqual({ ok: true, value: null });
  await keeper.settled();
  world.told.length = 0;
  return { world, keeper };
}

/** What the engine does on a refusal, until the keeper has done what there is to do. */
export async function refuse(keeper: TokenKeeper, authorization: string | null): Promise<void> {
  keeper.refused(authorization ?? '');
  await keeper.settled();
}
