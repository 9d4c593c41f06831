import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

export interface Page {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** One HTTP call as a browser makes it, without following anything. */
export function browse(address: string, form: Record<string, string> | null = null, headers: Record<string, string> = {}): Promise<Page> {
  const text = form === null ? '' : new URLSearchParams(form).toString();
  const sent = form === null ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(text)) };
  return new Promise((resolve, reject) => {
    const asking = request(address, { method: form === null ? 'GET' : 'POST', headers: { ...sent, ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }));
    });
    asking.on('error', reject);
    asking.end(text);
  });
}

export interface Visit {
  /** Where the browser was sent in the end, which has not been asked for yet; '' when it was sent nowhere. */
  location: string;
  /** The last page; that of the error when it was sent nowhere. */
  page: Page;
  /** Whether the person was asked for consent. */
  asked: boolean;
}

export interface Visitor {
  logon?: string;
  /** `cancel`: leaves before logging in. */
  answer?: 'allow' | 'deny' | 'cancel';
}

const ticketOf = ({ text }: Page): string => /name="ticket" value="([\w-]+)"/.exec(text)?.[1] ?? '';
const went = (page: Page, asked: boolean): Visit => ({ location: page.headers.location ?? '', page, asked });

/** Does in the sandbox's sign-in page what a person does, sending what a browser sends. Does not go on to the redirect address. */
export async function visit(address: string, { logon = 'ngata.owner', answer = 'allow' }: Visitor = {}): Promise<Visit> {
  const { origin } = new URL(address);
  const press = (page: Page, step: string): Promise<Page> => browse(`${origin}/gateway3/oauth/authorize`, { ticket: ticketOf(page), step, logon }, { origin });
  const first = await browse(address);
  if (first.status !== 200) return went(first, false);
  if (answer === 'cancel') return went(await press(first, 'deny'), false);
  const second = await press(first, 'logIn');
  if (second.status !== 200) return went(second, false);
  return went(await press(second, answer), true);
}
