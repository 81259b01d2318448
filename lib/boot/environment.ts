import { resolve } from 'node:path';
import { z } from 'zod';
import { currencyCode, timeZoneName } from '@/lib/workspace/settings';

/** Set but empty is the same as not set: that is how compose files and CI leave a variable out. */
const given = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), shape.optional());

const secretText = (minimum: number) =>
  z.string().trim().min(minimum, `must be at least ${minimum} characters long`).max(4096);

const environmentShape = z
  .object({
    PORT: given(z.coerce.number().int().min(0).max(65_535)),
    HOST: given(z.string()),
    DATABASE_URL: given(z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')),
    HEADWATER_DATA_DIR: given(z.string()),
    HEADWATER_SECRET: given(secretText(16)),
    HEADWATER_OWNER_EMAIL: given(z.email('must be an e-mail address')),
    HEADWATER_OWNER_PASSWORD: given(z.string()),
    HEADWATER_WORKSPACE: given(z.string().trim().max(80)),
    HEADWATER_API_KEY: given(secretText(16)),
    HEADWATER_PUBLIC_KEY: given(secretText(16)),
    HEADWATER_CURRENCY: given(currencyCode),
    HEADWATER_TIME_ZONE: given(timeZoneName),
    FX_RATES_URL: given(z.url({ protocol: /^https?$/, message: 'must be an http or https address' })),
    STRIPE_API_KEY: given(secretText(1)),
    STRIPE_WEBHOOK_SECRET: given(z.string().transform(commaSeparated)),
  })
  .refine((env) => !env.HEADWATER_OWNER_EMAIL === !env.HEADWATER_OWNER_PASSWORD, {
    path: ['HEADWATER_OWNER_PASSWORD'],
    message: 'and HEADWATER_OWNER_EMAIL are set together or not at all',
  });

export interface Environment {
  port: number;
  host: string | undefined;
  databaseUrl: string | undefined;
  dataFolder: string;
  secret: string | undefined;
  setup: UnattendedSetup;
}

/** What the environment says about the first workspace; anything absent is left as it is. */
export interface UnattendedSetup {
  ownerEmail?: string;
  ownerPassword?: string;
  workspaceName?: string;
  apiKey?: string;
  publicKey?: string;
  currency?: string;
  timeZone?: string;
  stripeApiKey?: string;
  webhookSecrets?: string[];
}

export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  const parsed = environmentShape.safeParse(source);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
    throw new Error(`The environment does not fit:\n${problems.join('\n')}`);
  }
  const env = parsed.data;
  return {
    port: env.PORT ?? 3000,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL,
    dataFolder: resolve(env.HEADWATER_DATA_DIR ?? 'data'),
    secret: env.HEADWATER_SECRET,
    setup: {
      ownerEmail: env.HEADWATER_OWNER_EMAIL,
      ownerPassword: env.HEADWATER_OWNER_PASSWORD,
      workspaceName: env.HEADWATER_WORKSPACE,
      apiKey: env.HEADWATER_API_KEY,
      publicKey: env.HEADWATER_PUBLIC_KEY,
      currency: env.HEADWATER_CURRENCY,
      timeZone: env.HEADWATER_TIME_ZONE,
      stripeApiKey: env.STRIPE_API_KEY,
      webhookSecrets: env.STRIPE_WEBHOOK_SECRET,
    },
  };
}

function commaSeparated(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
