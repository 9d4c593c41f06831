import { describe, expect, it } from 'vitest';
import { createDoors } from '../../../../main/sandbox/doors.ts';
import type { Doors } from '../../../../main/sandbox/doors.ts';
import { EventLog } from '../../../../main/sandbox/oauth/events.ts';
import type { Refusal } from '../../../../main/sandbox/oauth/refusals.ts';
import { TokenSets } from '../../../../main/sandbox/oauth/token-sets.ts';
import type { Granted } from '../../../../main/sandbox/oauth/token-sets.ts';
import { randomFrom } from '../../../../main/sandbox/random.ts';

const seed = Number(process.env['OAUTH_SEED'] ?? Date.now() % 100_000);
const redirectUri = 'http://127.0.0.1:53171/callback';

/** What the contract says of one sign-in, told again in the shortest way. */
interface Model {
  code: string;
  /** Until it is used, expired or revoked. */
  codeUntil: number;
  codeUsed: boolean;
  alive: boolean;
  access: { token: string; until: number; revoked: boolean }[];
  refresh: { token: string; until: number; spent: boolean }[];
}

const isGranted = (one: Granted | Refusal): one is Granted => 'accessToken' in one;

class Story {
  now = Date.parse('2026-11-20T20:52:00Z');
  readonly models: Model[] = [];
  readonly #doors: Doors = createDoors({ clock: () => this.now, host: () => 'http://127.0.0.1:1', lifetimes: { codeSeconds: 100, accessSeconds: 300, refreshSeconds: 900 } });
  readonly #sets = new TokenSets({ ...this.#doors, host: () => 'http://127.0.0.1:1', events: new EventLog(() => this.now), clock: () => this.now });
  readonly #client = this.#doors.clients.cloud;

  signIn(): void {
    const code = this.#sets.code(this.#client, this.#doors.logons.first, redirectUri, '');
    this.models.push({ code, codeUntil: this.now + 100_000, codeUsed: false, alive: false, access: [], refresh: [] });
  }

  #granted(model: Model, granted: Granted | Refusal): boolean {
    if (!isGranted(granted)) return false;
    const second = Math.floor(this.now / 1000) * 1000;
    model.access.push({ token: granted.accessToken, until: second + 300_000, revoked: false });
    model.refresh.push({ token: granted.refreshToken, until: this.now + 900_000, spent: false });
    return true;
  }

  async exchange(model: Model): Promise<void> {
    const good = !model.codeUsed && this.now < model.codeUntil;
    if (model.codeUsed) model.alive = false;
    model.codeUsed = true;
    if (good) model.alive = true;
    expect(this.#granted(model, await this.#sets.exchange(this.#client, model.code, redirectUri, ''))).toBe(good);
  }

  async refresh(model: Model, nth: number): Promise<void> {
    const held = model.refresh[nth];
    if (held === undefined) return;
    const good = model.alive && !held.spent && this.now < held.until;
    if (held.spent) model.alive = false;
    if (good) held.spent = true;
    expect(this.#granted(model, await this.#sets.refresh(this.#client, held.token))).toBe(good);
  }

  revoke(model: Model, nth: number, what: 'access' | 'refresh'): void {
    const held = model[what][nth];
    if (held === undefined) return;
    this.#sets.revoke(this.#client, held.token);
    if (what === 'refresh') model.alive = false;
    else (held as Model['access'][number]).revoked = true;
  }

  /** Every token ever handed out is as good as the model says, asked in both ways. */
  async check(): Promise<void> {
    for (const model of this.models) {
      for (const { token, until, revoked } of model.access) {
        const good = model.alive && !revoked && this.now < until;
        expect(typeof (await this.#doors.tokens.authenticate(`Bearer ${token}`)) === 'object').toBe(good);
        expect(this.#sets.look(this.#client, token) !== null).toBe(good);
      }
      const good = model.refresh.map(({ spent, until }) => model.alive && !spent && this.now < until);
      expect(model.refresh.map(({ token }) => this.#sets.look(this.#client, token) !== null)).toEqual(good);
      expect(good.filter(Boolean).length).toBeLessThanOrEqual(1);
    }
  }
}

describe('Token sets', () => {
  it(`do what the contract says, whatever comes in whatever order (OAUTH_SEED=${seed})`, async () => {
    for (let run = 0; run < 12; run += 1) {
      const random = randomFrom(seed, run);
      const story = new Story();
      story.signIn();
      for (let step = 0; step < 60; step += 1) {
        const model = random.pick(story.models);
        // Mostly the newest token, now and then an old one, as a client that has lost its place would send.
        const nth = random.chance(0.8) ? model.refresh.length - 1 : random.whole(0, Math.max(0, model.refresh.length - 1));
        const act = random.whole(0, 15);
        if (act === 0) story.signIn();
        else if (act <= 2) await story.exchange(random.chance(0.8) ? (story.models.find(({ codeUsed }) => !codeUsed) ?? model) : model);
        else if (act <= 11) await story.refresh(model, nth);
        else if (act === 12) story.revoke(model, nth, random.chance(0.5) ? 'refresh' : 'access');
        else story.now += random.chance(0.1) ? 900_000 : random.whole(0, 120_000);
        await story.check();
      }
    }
  });
});
