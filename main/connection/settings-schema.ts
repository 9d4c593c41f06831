import { z } from 'zod';
import { jwtAlgorithms, noSecrets, type ConnectionSecrets, type ConnectionSettings, type ProxySettings, type RecordSettings, type SecretName } from '../../shared/connection-settings.ts';

/** Settings and secrets as they arrive from the page or from connections.json: their shape and size. What they mean is checked later, in words. */
const short = z.string().max(200);
const address = z.string().max(2_000);
const seconds = z.number().int().min(1).max(10 * 31_536_000);

const proxySchema: z.ZodType<ProxySettings> = z.strictObject({ kind: z.enum(['system', 'none', 'fixed', 'script']), address, user: short });

export const settingsSchema: z.ZodType<ConnectionSettings> = z.strictObject({
  name: short,
  environment: z.enum(['mock', 'test', 'production', 'other']),
  gateway: address,
  signInHost: address,
  intermediation: address,
  agency: short,
  softwarePlatform: short,
  signIn: z.strictObject({
    method: z.enum(['native', 'cloud', 'machine', 'token']),
    clientId: short,
    redirectPorts: z.array(z.number().int().min(1).max(65_535)).max(20),
    accessSeconds: seconds,
    refreshSeconds: seconds,
    machine: z.strictObject({ issuer: short, logon: short, algorithm: z.enum(jwtAlgorithms) }),
    clientNumbers: z.string().max(2_000_000),
  }),
  proxy: proxySchema,
  callsAtOnce: z.number().int().min(1).max(20),
});

export const systemSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);

export const recordSettingsSchema: z.ZodType<RecordSettings> = z.strictObject({
  system: systemSchema,
  name: short,
  address,
  scope: z.string().max(20_000),
  proxy: proxySchema,
  reserve: z.number().int().min(0).max(1_000_000).nullable(),
});

/** By the names the system gives them; which ones there are is its own affair. */
export const recordSecretsSchema = z.record(z.string().regex(/^[A-Za-z]{1,40}$/), z.string().max(500_000));

export const secretNames = Object.keys(noSecrets) as [SecretName, ...SecretName[]];

const file = z.string().max(2_000_000);

export const secretsSchema: z.ZodType<ConnectionSecrets> = z.strictObject({
  token: z.string().max(16_384),
  clientSecret: z.string().max(2_000),
  machineKey: file,
  machineCertificate: file,
  certificate: file,
  certificateKey: file,
  certificatePassPhrase: z.string().max(2_000),
  authorities: file,
  proxyPassword: z.string().max(2_000),
});
