const [created_at, updated_at] = ['2019-05-06T21:14:09Z', '2026-03-02T01:45:30Z'];

/** The first two can be reached with what the sandbox hands out; the third is somebody else's. */
export const accounts = [
  { id: 1010, email: 'names@kowhai-accounting.example', name: 'Kōwhai Accounting', plan_identifier: 'teams-v1-monthly', created_at, updated_at },
  { id: 2020, email: 'mere@kowhai-accounting.example', name: 'Mere Ashdown', plan_identifier: 'dnsimple-personal', created_at, updated_at },
  { id: 3030, email: 'office@elsewhere.example', name: 'Elsewhere', plan_identifier: 'dnsimple-personal', created_at, updated_at },
] as const;

export type Account = (typeof accounts)[number];

/** Users with a password; the second one has a second factor. */
export const users = [
  { id: 1, email: 'mere@kowhai-accounting.example', accounts: [1010, 2020], created_at, updated_at },
  { id: 2, email: 'tevita@kowhai-accounting.example', accounts: [1010], created_at, updated_at },
] as const;

export const accountOf = (id: number): Account | undefined => accounts.find((one) => one.id === id);
