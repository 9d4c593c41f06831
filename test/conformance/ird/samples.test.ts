import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { world } from '../../main/sandbox/caller.ts';
import type { World } from '../../main/sandbox/caller.ts';
import { objection, present, samples, whyNot } from './official.ts';
import type { Sample } from './official.ts';

let pack: World | undefined;
beforeAll(async () => (pack = await world({ profile: 'ird-pack' })));
afterAll(() => pack?.close());

/** Sample files say 400 where the published definition, and the wire, say 403 (SPEC 14, trap 5). */
const statusFor = (code: string): number => (code === '' ? 200 : code === 'EV1022' ? 403 : 400);

const idsIn = (value: unknown): unknown => JSON.stringify(value).match(/"(ContactID|PhoneID|ID)":"?\w+/g)?.sort();

async function check(sample: Sample): Promise<void> {
  const reply = await pack!.gateway(sample.method, sample.path, sample.body);
  expect({ status: reply.status, code: reply.code }).toEqual({ status: statusFor(sample.code), code: sample.code });
  expect(objection(sample.method, sample.path, reply.status, reply.text)).toBe('');
  if (sample.response === null) return;
  if (sample.code !== '') expect(reply.json).toEqual(sample.response);
  else if (sample.path === 'account/list') expect(reply.json).toEqual(sample.response);
}

describe.skipIf(!present)(`Inland Revenue's own sample requests${whyNot}`, () => {
  it.each(samples().map((sample) => [sample.name, sample] as const))('%s answers as its name says', (_name, sample) => check(sample));

  it('answer the same backwards, and a second time', async () => {
    for (const sample of samples().reverse()) await check(sample);
    for (const sample of samples()) await check(sample);
  });

  it('are all of them: a sample set that has grown or gone is noticed', () => {
    expect(samples()).toHaveLength(9 + 7 + 4 + 6);
  });

  it('return the ids that the samples hand out', async () => {
    for (const sample of samples().filter((one) => /POST_200_(contact|phone)/.test(one.name) && one.response !== null)) {
      const reply = await pack!.gateway(sample.method, sample.path, sample.body);
      expect(idsIn(reply.json)).toEqual(idsIn(sample.response));
    }
  });
});
