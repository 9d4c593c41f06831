/** Roles of a myIR logon in an intermediary's office (SPEC 5). What each may do is the profile's business. */
export const roles = ['owner', 'administrator', 'user', 'restricted'] as const;
export type Role = (typeof roles)[number];

/** A myIR logon that can be chosen on the sandbox's sign-in page. `sub` is the stable number Inland Revenue's tokens carry for it. */
export interface Logon {
  logon: string;
  name: string;
  role: Role;
  sub: string;
}

const invented = (n: number, logon: string, name: string, role: Role): Logon => ({ logon, name, role, sub: `6f1d2c3a-0000-4000-8000-00000000000${n}` });

/** The first one is who the control address's own tokens speak for. */
const atFirst: readonly Logon[] = [
  invented(1, 'ngata.owner', 'Mere Ngata', 'owner'),
  invented(2, 'ngata.admin', 'Tevita Ashdown', 'administrator'),
  invented(3, 'ngata.user', 'Priya Larkham', 'user'),
  invented(4, 'ngata.viewer', 'Jing Northcote', 'user'),
  invented(5, 'ngata.nolists', 'Callum Penhallow', 'user'),
  invented(6, 'ngata.restricted', 'Zoë Stonebridge', 'restricted'),
];

/** Who can sign in here. */
export class Logons {
  #all = [...atFirst];

  list(): readonly Logon[] {
    return this.#all;
  }

  get first(): Logon {
    return this.#all[0] as Logon;
  }

  find(logon: string): Logon | null {
    return this.#all.find((one) => one.logon === logon) ?? null;
  }

  /** Holds from the next call on. false: no such logon. */
  setRole(logon: string, role: Role): boolean {
    if (this.find(logon) === null) return false;
    this.#all = this.#all.map((one) => (one.logon === logon ? { ...one, role } : one));
    return true;
  }

  reset(): void {
    this.#all = [...atFirst];
  }
}
