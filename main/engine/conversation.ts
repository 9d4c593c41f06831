import type { z } from 'zod';
import type { EngineNews } from '../../shared/ipc-contract.ts';
import { engineArguments } from './arguments.ts';
import type { Schemas } from './gateway/connector.ts';
import type { News } from './news.ts';
import type { Requests } from './requests.ts';

/** A port as the engine needs it: Electron's MessagePortMain and a test's pair both fit. */
export interface Port {
  post(message: Reply | { news: EngineNews }): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

type Reply = { id: number; value: unknown } | { id: number; error: string };

interface Asked {
  id: number;
  channel: keyof Requests;
  ask: unknown;
}

const isAsked = (message: unknown, shapes: object): message is Asked =>
  typeof message === 'object' && message !== null && 'id' in message && typeof message.id === 'number' && 'channel' in message && typeof message.channel === 'string' && Object.hasOwn(shapes, message.channel);

/** Answers one renderer over one port, and tells it the news until the port closes. */
export function converse(port: Port, requests: Requests, news: News, schemas: Schemas): void {
  const shapes = engineArguments(schemas);
  port.onClose(news.listen((item) => port.post({ news: item })));
  port.onMessage((message) => {
    if (isAsked(message, shapes)) port.post(answer(message, requests, shapes[message.channel]));
  });
}

/** Parses, asks, answers. An error here is a fault of ours: the renderer's promise is rejected with a text without data of clients. */
function answer({ id, channel, ask }: Asked, requests: Requests, shape: z.ZodType): Reply {
  const parsed = shape.safeParse(ask);
  if (!parsed.success) return { id, error: `${channel}: the argument has the wrong shape` };
  try {
    const handle = requests[channel] as (argument: unknown) => unknown;
    return { id, value: handle(parsed.data) };
  } catch (error) {
    return { id, error: `${channel}: ${error instanceof Error ? error.name : 'failed'}` };
  }
}
