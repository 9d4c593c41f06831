import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NativeDoc } from '../../../../../shared/contacts.ts';

/** The example system's other side (`people.ts`): a list in memory behind plain HTTP. */
export interface PeopleServer {
  address: string;
  key: string;
  people: Map<string, NativeDoc>;
  /** `PUT /people/1`, in the order they came. */
  calls: string[];
  /** The next write is carried out, and its answer is lost. */
  loseNextReply(): void;
  close(): Promise<void>;
}

type Told = [status: number, body?: unknown];

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) text += chunk;
  return text;
}

function answer(people: Map<string, NativeDoc>, method: string, id: string | undefined, text: string): Told {
  if (id === undefined) return method === 'GET' ? [200, [...people.values()]] : [404];
  if (method === 'PUT') {
    const doc = JSON.parse(text) as NativeDoc;
    if (typeof doc['name'] !== 'string' || doc['name'].trim() === '') return [400, { field: 'name', error: 'A name is needed.' }];
    people.set(id, { ...doc, id, name: doc['name'].trim() });
  }
  const found = people.get(id);
  if (!found) return [404];
  if (method === 'DELETE') return people.delete(id) ? [204] : [404];
  return [200, found];
}

export async function startPeople(docs: readonly NativeDoc[]): Promise<PeopleServer> {
  const people = new Map(docs.map((doc) => [String(doc['id'] as string), doc]));
  const [key, calls] = ['let-me-in', [] as string[]];
  let lose = false;
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const { method = '', url = '' } = request;
      calls.push(`${method} ${url}`);
      const id = /^\/people\/(.+)$/.exec(url)?.[1];
      const [status, body] = request.headers['x-key'] === key ? answer(people, method, id && decodeURIComponent(id), text) : [401];
      if (lose && method !== 'GET') {
        lose = false;
        return response.destroy();
      }
      return response.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    people,
    calls,
    loseNextReply: () => void (lose = true),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
