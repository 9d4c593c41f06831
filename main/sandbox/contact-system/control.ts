import { asking, faultControlOf } from '../fault-control.ts';
import type { FaultControl } from '../fault-control.ts';
import type { ContactEffect } from './effects.ts';
import type { ContactRow, OtherCall } from './system.ts';

/** The control address of a contact system's sandbox. */
export interface ContactControl<Credentials extends object = object> extends FaultControl {
  describe(): Promise<{ system: string; url: string; contacts: number; seed: number; requests: number; effects: number }>;
  /** Fresh ones; those given before go on working. */
  credentials(): Promise<Credentials>;
  /** Every token or key handed out so far stops working. */
  expireCredentials(): Promise<void>;
  /** Everything that was applied, oldest first; `after` skips those up to that number. */
  effects(after?: number): Promise<ContactEffect[]>;
  contacts(start?: number, count?: number): Promise<{ total: number; rows: ContactRow[] }>;
  /** As it is stored; null: no such contact. */
  contact(scope: string, id: string): Promise<Record<string, unknown> | null>;
  /** Somebody else makes a call of this system, with every right and past every limit. Answers what they were answered. */
  act(call: OtherCall): Promise<{ status: number; body: unknown }>;
  /** One of the system's own orders: `switches`, `plant`, `traffic` and so on. */
  tell<T = unknown>(name: string, body?: unknown): Promise<T>;
}

/** Speaks to the control address of a contact system's sandbox. Every call rejects with plain words when it refuses or is gone. */
export function contactControlOf<Credentials extends object>(url: string): ContactControl<Credentials> {
  const { get, post } = asking(url);
  return {
    ...faultControlOf(url),
    describe: () => get('/'),
    credentials: () => post('/token'),
    expireCredentials: () => post('/token/expire'),
    effects: (after = 0) => get(`/effects?after=${after}`),
    contacts: (start = 0, count = 100) => get(`/contacts?start=${start}&count=${count}`),
    contact: (scope, id) => get(`/contacts/${encodeURIComponent(scope)}/${encodeURIComponent(id)}`),
    act: (call) => post('/act', call),
    tell: (name, body) => post(`/${name}`, body),
  };
}
