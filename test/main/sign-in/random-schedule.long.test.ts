import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TokenKeeper } from '../../../main/sign-in/token-keeper.ts';
import { createSignInWorld, hour, minute, type SignInWorld } from './sign-in-world.ts';

/** What may befall a sign-in: everything that a network, a server, a process and a clock can do. */
const fates = ['refuse', 'refuseOld', 'expire', 'tick', 'sleep', 'loseReply', 'halfReply', 'cut', 'outage', 'portal', 'offline', 'online', 'crashMarked', 'crashReplied', 'restart', 'clockAhead', 'clockBack', 'lock'] as const;
type Fate = (typeof fates)[number];

const tokenCall = { path: '/gateway3/oauth/token' };

const noQuestions = {
  fault: 'answer', status: 400, count: null, match: { path: '/gateway3/oauth/introspect' },
  headers: { 'content-type': 'application/json' }, body: '{"error":"unauthorized_client","error_description":"not allowed"}',
} as const;

async function befall(world: SignInWorld, keeper: TokenKeeper, fate: Fate): Promise<TokenKeeper> {
  const { control, clock, keyring } = world;
  const again = async (): Promise<TokenKeeper> => {
    await keeper.close();
    keyring.dieAfter = Infinity;
    // A start that cannot read the keychain says so, and nothing opens.
    keyring.locked = false;
    return world.keeper();
  };
  switch (fate) {
    case 'refuse': keeper.refused(keeper.authorization() ?? ''); break;
    case 'refuseOld': keeper.refused('Bearer older'); break;
    case 'expire': await control.expireTokens(); break;
    case 'tick': clock.pass(7 * hour + 58 * minute); break;
    case 'sleep': clock.sleep(9 * hour); break;
    case 'loseReply': await control.order({ fault: 'dropReply', match: tokenCall }); break;
    case 'halfReply': await control.order({ fault: 'halfBody', match: tokenCall }); break;
    case 'cut': await control.order({ fault: 'cutBefore', match: tokenCall }); break;
    case 'outage': await control.order({ fault: 'outage', status: 503, count: 2 }); break;
    case 'portal': await control.order({ fault: 'portal', count: 1 }); break;
    case 'offline': await control.offline(); break;
    case 'online': await control.online(); keeper.wake(); break;
    // The process dies behind the mark, or behind the reply: nothing more reaches the keychain.
    case 'crashMarked': keyring.dieAfter = 0; keeper.refused(keeper.authorization() ?? ''); break;
    case 'crashReplied': keyring.dieAfter = 1; keeper.refused(keeper.authorization() ?? ''); break;
    case 'restart': return again();
    case 'clockAhead': clock.set(400 * 24 * hour); break;
    case 'clockBack': clock.set(-400 * 24 * hour); break;
    case 'lock': keyring.locked = !keyring.locked; break;
  }
  clock.pass(minute);
  await keeper.settled();
  return fate === 'crashMarked' || fate === 'crashReplied' ? again() : keeper;
}

test('whatever befalls a cloud sign-in, the sign-in server never sees a refresh token twice, and in the end one sign-in puts all right', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(fc.constantFrom(...fates), { minLength: 5, maxLength: 25 }), async (mayAsk, schedule) => {
      const world = await createSignInWorld('cloud');
      // A server that does not let us ask about a token first: then only the mark in the keychain stands between it and a second use.
      if (!mayAsk) await world.control.order(noQuestions);
      let keeper = await world.keeper();
      try {
        await keeper.signIn({ token: '' });
        await keeper.settled();
        for (const fate of schedule) {
          keeper = await befall(world, keeper, fate);
        }
        expect(await world.events('reused')).toEqual([]);
        const used = (await world.events('refreshed')).map(({ set, refresh }) => `${set}.${refresh}`);
        expect(new Set(used).size).toBe(used.length);
        // Nobody but the person opens the sign-in page.
        expect(await world.events('asked')).toHaveLength(1);

        world.keyring.locked = false;
        await world.control.calm();
        await world.control.online();
        keeper.wake();
        await keeper.settled();
        if (!(await world.accepts(keeper.authorization()))) {
          keeper.refused(keeper.authorization() ?? '');
          await keeper.settled();
        }
        if (keeper.authorization() === null) {
          expect(keeper.why()).not.toBe('');
          expect(await keeper.signIn({ token: '' })).toEqual({ ok: true, value: null });
        }
        expect(await world.accepts(keeper.authorization())).toBe(true);
      } finally {
        await keeper.close();
        await world.close();
      }
    }),
    { numRuns: 60 },
  );
});
