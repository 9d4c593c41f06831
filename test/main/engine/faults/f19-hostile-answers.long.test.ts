import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { addPhone, appliedTo, mobile, rename, rowOf, seen, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F19: answers that are malformed, huge, or meant to harm. Every shape of answer to every call is in connector.test.ts. */

let world: World;
afterEach(() => world.close());

const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
const body = fc.oneof(
  fc.constantFrom('', 'null', '{}', '[]', '{"Customer":null}', '{"Customer":{"Contact":[{}]}}', '{"PhoneID":{}}', '{"__proto__":{"polluted":1}}', '{"Customer":{"Contact":{"length":9}}}', deep, '<script>alert(1)</script>', '\u0000\uFFFF'),
  fc.json({ maxDepth: 4 }),
  fc.string({ maxLength: 300 }),
);
const answer = fc.record({ status: fc.constantFrom(200, 200, 201, 204, 301, 404, 418, 500, 502), body });

test('whatever is answered, nothing crashes, nothing is taken for done that was not, and nothing of what is shown changes', async () => {
  world = await createWorld({ clients: 30 });
  const [aim] = (await aims(world, 1)) as [Aim];
  const seed = Number(process.env['HOSTILE_SEED'] ?? Date.now() % 100_000);
  console.log(`hostile answers: seed ${seed} (HOSTILE_SEED=${seed} repeats it)`);
  let count = 0;
  await fc.assert(
    fc.asyncProperty(answer, fc.boolean(), async (given, reading) => {
      // 200 with an empty body is the gateway's own word for success (SPEC 3): from the gateway's address it cannot be told from the truth.
      fc.pre(reading || given.status !== 200 || given.body !== '');
      count += 1;
      const before = (await appliedTo(world, aim.clientId)).length;
      await world.control.order({ fault: 'answer', ...given, match: { path: reading ? '/gateway/customer' : '/gateway/contact/contact' } });
      const editId = rename(world, aim, `Hostile ${count}`);
      await world.engine.atRest();
      expect(seen(world, aim, aim.contact.key)?.name).toBe(`Hostile ${count}`);
      await world.control.calm();
      await settle(world);
      if (rowOf(world, editId).state === 'needsYou') world.engine.requests['edits.act']({ editId, action: 'retry' });
      await settle(world);
      expect(rowOf(world, editId).state).toBe('sent');
      expect((await appliedTo(world, aim.clientId)).slice(before)).toEqual(['PUT contact']);
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
    }),
    { numRuns: Number(process.env['HOSTILE_RUNS'] ?? 40), seed },
  );
}, 60_000);

test('an answer without end is cut off, and counts as none', async () => {
  world = await createWorld({ clients: 30 });
  const [aim] = (await aims(world, 1)) as [Aim];
  await world.control.order({ fault: 'answer', status: 200, body: `{"PhoneID":1,"padding":"${'x'.repeat(65 * 1024 * 1024)}"}`, match: { method: 'POST', path: '/gateway/contact/phone' } }).catch(() => undefined);
  const editId = addPhone(world, aim, mobile('0215550119'));
  await settle(world);
  expect(rowOf(world, editId).state).toBe('sent');
  expect(await appliedTo(world, aim.clientId)).toEqual(['POST phone']);
});
