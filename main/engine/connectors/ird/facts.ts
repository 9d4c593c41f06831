import type { SystemFacts } from '../../../../shared/systems.ts';

/** Inland Revenue as data. Its clients have levels and contacts of their own, and its connection a form of its own: what describes those is empty here. */
export const irdFacts: SystemFacts = {
  id: 'ird',
  name: 'Inland Revenue',
  rows: 'clients',
  scopeWord: 'Client',
  lifecycle: { state: 'live', note: '' },
  fields: [],
  cannot: { create: '', remove: '' },
  warnings: [],
  // No rate is published (SPEC 12): `callsAtOnce` is our courtesy.
  pacing: [],
  connect: { addresses: [], scope: null, secrets: [] },
};
