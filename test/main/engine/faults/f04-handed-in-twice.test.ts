import fc from 'fast-check';
import { ulid } from 'ulid';
import { afterEach, expect, test } from 'vitest';
import { addPhone as addingPhone } from '../../../../shared/inland-revenue/edits.ts';
import { appliedTo, keyed, mobile, removePhone, seen, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F4: a double click, a window that asks again after a restart, a retry that races the answer. */

let world: World;
afterEach(() => world.close());

const happening = fc.constantFrom('first', 'second', 'send', 'turn', 'restart');

test('however often an edit is handed in and whenever, it is sent once', async () => {
  world = await createWorld({ clients: 30 });
  const [aim] = (await aims(world, 1)) as [Aim];
  const seed = Number(process.env['TWICE_SEED'] ?? Date.now() % 100_000);
  console.log(`handed in twice: seed ${seed} (TWICE_SEED=${seed} repeats it)`);
  let number = 5_550_000;
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 10 }), async (happenings) => {
      const before = (await appliedTo(world, aim.clientId)).length;
      const now = seen(world, aim, aim.contact.key)!;
      const phone = keyed(mobile(`021${(number += 1)}`));
      const request = { editId: ulid(), clientId: aim.clientId, intent: addingPhone({ key: now.key, scope: aim.scope, doc: { ContactType: now.type, Name: now.name, Phone: now.phones } }, phone) };
      const handIn = () => expect(world.engine.requests['edits.queue'](request)).toEqual({ ok: true, value: { editId: request.editId } });
      handIn();
      for (const one of happenings) {
        if (one === 'first' || one === 'second') handIn();
        else if (one === 'send') world.engine.requests['sync.now']({});
        else if (one === 'restart') await world.reopen();
        else await new Promise((resolve) => setImmediate(resolve));
      }
      await settle(world);
      handIn();
      await settle(world);
      expect((await appliedTo(world, aim.clientId)).slice(before)).toEqual(['POST phone']);
      removePhone(world, aim, phone.key);
      await settle(world);
    }),
    { numRuns: 12, seed },
  );
});
