import { afterEach, expect, test } from 'vitest';
import { directly } from '../../../main/transport/access.ts';
import { createDispatcher, usualLimits } from '../../../main/transport/dispatcher.ts';
import { fetchOver } from '../../../main/transport/exchange.ts';
import { troubleOf } from '../../../main/transport/trouble.ts';
import { plainServer, rawServer, type Running } from './servers.ts';

const ends: (() => Promise<unknown>)[] = [];
const keep = async (started: Promise<Running>): Promise<string> => {
  const one = await started;
  ends.push(() => one.close());
  return `http://127.0.0.1:${one.port}`;
};
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function over(limits = usualLimits): typeof fetch {
  const dispatcher = createDispatcher(directly, limits);
  ends.push(() => dispatcher.destroy());
  return fetchOver(dispatcher);
}

/** What a library that wants a `fetch` would be told. */
const troubleFrom = async (asked: Promise<unknown>): Promise<unknown> => asked.then(() => 'an answer', troubleOf);

test('a library’s fetch goes the same way: an answer, and a redirect that is not followed', async () => {
  const elsewhere = await plainServer();
  ends.push(() => elsewhere.close());
  const url = await keep(plainServer((request, response) => {
    if (request.url === '/go') return void response.writeHead(302, { location: `http://127.0.0.1:${elsewhere.port}/` }).end();
    response.setHeader('set-cookie', 'a=b').end(request.headers.cookie ?? 'no cookie');
  }));
  const ask = over();
  await ask(`${url}/one`);
  expect(await (await ask(`${url}/two`)).text()).toBe('no cookie');
  expect((await ask(`${url}/go`)).status).toBe(302);
  expect(elsewhere.seen).toEqual([]);
});

test('its errors are known by kind: nobody there, hung up, silent, stopped by the library’s own deadline', async () => {
  const gone = await plainServer();
  await gone.close();
  const rude = await keep(rawServer((socket) => void socket.once('data', () => socket.destroy())));
  const silent = await keep(rawServer(() => undefined));
  expect(await troubleFrom(over()(`http://127.0.0.1:${gone.port}/`))).toMatchObject({ kind: 'refused', sent: false });
  expect(await troubleFrom(over()(rude, { method: 'POST', body: 'refresh_token=x' }))).toMatchObject({ kind: 'broken', sent: 'maybe' });
  expect(await troubleFrom(over({ ...usualLimits, answerMs: 50 })(silent))).toMatchObject({ kind: 'timedOut', sent: 'maybe' });
  expect(await troubleFrom(over()(silent, { signal: AbortSignal.timeout(20) }))).toMatchObject({ kind: 'timedOut', sent: 'maybe' });
});

test('a name that cannot exist is known without asking a gateway', async () => {
  // RFC 2606 keeps .invalid free. Without any network the name server is what is missing.
  const trouble = await troubleFrom(over()('http://no-such-gateway.invalid/'));
  expect(['notFound', 'offline']).toContain((trouble as { kind: string }).kind);
  expect(trouble).toMatchObject({ sent: false });
});
