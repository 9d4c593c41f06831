import { randomBytes, randomInt } from 'node:crypto';
import { ApiKeys } from '../contact-system/api-keys.ts';
import { accounts, users } from './accounts.ts';

/** Who calls: a token of one account, or somebody with all of theirs (SPEC 2). */
export type Caller = { as: 'account'; account: number; mayWrite: boolean } | { as: 'user'; user: number; accounts: readonly number[]; mayWrite: boolean };

interface Key {
  caller: Caller;
  /** The code a second factor asks for; '' for no second factor. */
  otp: string;
}

export type Authenticated = Caller | 'unknown' | 'otpRequired';

interface Login {
  email: string;
  password: string;
}

export interface DnsimpleCredentials {
  account: number;
  /** Those that the user reaches. */
  accounts: number[];
  /** Of the first account. */
  token: string;
  /** Of the first account, and good for reading only. */
  readToken: string;
  /** Of the second account. */
  secondToken: string;
  userToken: string;
  user: Login;
  userWithOtp: Login & { otp: string };
}

/** Tokens and passwords of this session. */
export class Access {
  readonly #keys = new ApiKeys<Key>();
  /** `email:password` */
  readonly #passwords = new Map<string, Key>();

  credentials(): DnsimpleCredentials {
    const [first, second] = accounts;
    const otp = String(randomInt(100_000, 1_000_000));
    const token = (caller: Caller): string => this.#keys.issue({ caller, otp: '' });
    return {
      account: first.id,
      accounts: [first.id, second.id],
      token: token({ as: 'account', account: first.id, mayWrite: true }),
      readToken: token({ as: 'account', account: first.id, mayWrite: false }),
      secondToken: token({ as: 'account', account: second.id, mayWrite: true }),
      userToken: token({ as: 'user', user: users[0].id, accounts: users[0].accounts, mayWrite: true }),
      user: this.#login(users[0], ''),
      userWithOtp: { ...this.#login(users[1], otp), otp },
    };
  }

  authenticate(authorization: string, otp: string): Authenticated {
    const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    if (bearer !== undefined) return this.#keys.rightsOf(bearer)?.caller ?? 'unknown';
    const basic = /^Basic (\S+)$/i.exec(authorization)?.[1];
    const key = basic === undefined ? undefined : this.#passwords.get(Buffer.from(basic, 'base64').toString('utf8'));
    if (key === undefined) return 'unknown';
    return key.otp === '' || key.otp === otp ? key.caller : 'otpRequired';
  }

  expireAll(): void {
    this.#keys.expireAll();
    this.#passwords.clear();
  }

  #login(user: (typeof users)[number], otp: string): Login {
    const password = randomBytes(12).toString('base64url');
    this.#passwords.set(`${user.email}:${password}`, { caller: { as: 'user', user: user.id, accounts: user.accounts, mayWrite: true }, otp });
    return { email: user.email, password };
  }
}
