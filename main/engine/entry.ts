import type { MessageEvent, MessagePortMain, ParentPort } from 'electron';
import { checkGateway } from './check/check.ts';
import { systemClock } from './clock.ts';
import { connectorOf } from './connectors/registered.ts';
import { converse, type Port } from './conversation.ts';
import { Engine } from './engine.ts';
import { LedgerTrouble } from './files.ts';
import type { FromEngine, ToEngine } from './host-contract.ts';

/** The engine as a utility process of the shell: the only file here that knows Electron. */
const parent: ParentPort = process.parentPort;
const tell = (message: FromEngine): void => parent.postMessage(message);

let engine: Engine | null = null;
const waiting: MessagePortMain[] = [];

function asPort(port: MessagePortMain): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => port.on('close', listener),
  };
}

function open(options: Extract<ToEngine, { type: 'open' }>['options']): void {
  try {
    const opened = new Engine(options);
    opened.onSignedOut((authorization) => tell({ type: 'signedOut', authorization }));
    opened.start();
    engine = opened;
  } catch (error) {
    const text = error instanceof LedgerTrouble ? error.message : 'Agentbook could not open its files. Nothing has been changed. Restart the app; if this comes back, ask for help.';
    return tell({ type: 'trouble', text });
  }
  for (const port of waiting.splice(0)) converse(asPort(port), engine.requests, engine.news, engine.schemas);
  tell({ type: 'opened' });
  engine.onUnsent((count) => tell({ type: 'unsent', count }));
  tell({ type: 'status', status: engine.status() });
  engine.news.listen((news) => news.type === 'status' && tell(news));
}

/** Needs nothing open: a person looks at a gateway before there is a connection to it. */
async function check({ gateway, authorization }: Extract<ToEngine, { type: 'check' }>): Promise<void> {
  const lines = await checkGateway({ gateway, authorization, connector: connectorOf(systemClock, gateway), clock: systemClock });
  tell({ type: 'checked', lines });
}

async function close(): Promise<void> {
  await engine?.close();
  tell({ type: 'closed' });
}

parent.on('message', ({ data, ports }: MessageEvent) => {
  const message = data as ToEngine;
  const [port] = ports;
  switch (message.type) {
    case 'open':
      return open(message.options);
    case 'check':
      return void check(message);
    case 'port':
      if (port && engine) converse(asPort(port), engine.requests, engine.news, engine.schemas);
      else if (port) waiting.push(port);
      return;
    case 'authorization':
      return engine?.setAuthorization(message.authorization);
    case 'proxy':
      return engine?.setProxy(message.proxy);
    case 'network':
      return engine?.setNetwork(message.online);
    case 'woke':
      return void engine?.woke();
    case 'close':
      return void close();
  }
});
