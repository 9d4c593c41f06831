import { randomBytes } from 'node:crypto';
import type { Answer } from '../ird/answers.ts';
import type { Logon, Logons } from '../logons.ts';
import { answerTo, checkAuthorize } from './authorize-request.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import type { RegisteredClient, RegisteredClients } from './clients.ts';
import type { EventLog } from './events.ts';
import type { Lifetimes } from './lifetimes.ts';
import { malformed, refuse } from './refusals.ts';
import { consentPage, signInPage } from './sign-in-page.ts';
import type { TokenSets } from './token-sets.ts';

interface Visit {
  request: AuthorizeRequest;
  /** null until somebody has logged in. */
  logon: Logon | null;
  expiresAt: number;
}

export interface AuthorizeParts {
  clients: RegisteredClients;
  logons: Logons;
  sets: TokenSets;
  events: EventLog;
  lifetimes: Lifetimes;
  clock: () => number;
}

const visitMs = 30 * 60 * 1000;

const goTo = (location: string): Answer => ({ status: 302, body: '', headers: { location, 'cache-control': 'no-store' } });

/** The sign-in and consent pages. Choosing a logon is all the logging in there is; consent is asked once for each logon and client. */
export class Authorize {
  readonly #parts: AuthorizeParts;
  readonly #visits = new Map<string, Visit>();
  /** Until when, by logon and client. */
  readonly #consents = new Map<string, number>();

  constructor(parts: AuthorizeParts) {
    this.#parts = parts;
  }

  /** The authorise call, as the client's link to it says. */
  arrive(query: URLSearchParams): Answer {
    const check = checkAuthorize(query, this.#parts.clients);
    if (check.kind === 'refuse') return refuse(check.refusal);
    if (check.kind === 'redirect') return goTo(check.to);
    const ticket = randomBytes(24).toString('base64url');
    this.#forgetOld();
    this.#visits.set(ticket, { request: check.request, logon: null, expiresAt: this.#parts.clock() + visitMs });
    this.#parts.events.add('asked', { client: check.request.client.clientId });
    return signInPage(ticket, this.#parts.logons.list(), check.request.redirectUri);
  }

  /** A button on one of the pages. */
  step(form: URLSearchParams): Answer {
    const ticket = form.get('ticket') ?? '';
    const visit = this.#visits.get(ticket);
    if (visit === undefined || this.#parts.clock() >= visit.expiresAt) return refuse(malformed('ticket'));
    switch (form.get('step')) {
      case 'logIn':
        return this.#logIn(ticket, visit, form.get('logon') ?? '');
      case 'allow':
        return visit.logon === null ? refuse(malformed('step')) : this.#allow(ticket, visit.request, visit.logon);
      case 'deny':
        return this.#deny(ticket, visit);
      default:
        return refuse(malformed('step'));
    }
  }

  /** As when everybody revokes it in myIR: the next sign-in of each logon is asked again, and the tokens given so far end (inferred). */
  revokeConsents(): void {
    this.#consents.clear();
    this.#parts.sets.revokeAll();
  }

  #logIn(ticket: string, visit: Visit, name: string): Answer {
    const logon = this.#parts.logons.find(name);
    if (logon === null) return refuse(malformed('logon'));
    visit.logon = logon;
    const { client, redirectUri } = visit.request;
    if ((this.#consents.get(this.#key(logon, client)) ?? 0) > this.#parts.clock()) return this.#finish(ticket, visit.request, logon);
    return consentPage(ticket, logon, client.name, redirectUri);
  }

  #allow(ticket: string, request: AuthorizeRequest, logon: Logon): Answer {
    this.#consents.set(this.#key(logon, request.client), this.#parts.clock() + this.#parts.lifetimes.consentSeconds * 1000);
    this.#parts.events.add('consented', { client: request.client.clientId, logon: logon.logon });
    return this.#finish(ticket, request, logon);
  }

  #deny(ticket: string, { request, logon }: Visit): Answer {
    this.#visits.delete(ticket);
    this.#parts.events.add('denied', { client: request.client.clientId, logon: logon?.logon ?? '' });
    return goTo(answerTo(request, { error: 'access_denied' }));
  }

  #finish(ticket: string, request: AuthorizeRequest, logon: Logon): Answer {
    this.#visits.delete(ticket);
    return goTo(answerTo(request, { code: this.#parts.sets.code(request.client, logon, request.redirectUri, request.challenge) }));
  }

  #key(logon: Logon, client: RegisteredClient): string {
    return JSON.stringify([logon.logon, client.clientId]);
  }

  #forgetOld(): void {
    for (const [ticket, { expiresAt }] of this.#visits) if (this.#parts.clock() >= expiresAt) this.#visits.delete(ticket);
  }
}
