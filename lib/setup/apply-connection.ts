import { createHash } from 'node:crypto';
import { open, seal } from '@/lib/auth/secret-box';
import type { UnattendedSetup } from '@/lib/boot/environment';
import { getDb } from '@/lib/db/client';
import { setConnectionKey } from '@/lib/workspace/set-connection-key';

const CONNECTION_ID = 'default';
/** Marks the secrets that came from the environment: those, and only those, go when it no longer names them. */
const FROM_ENVIRONMENT = 'env_';

export async function applyConnection(workspaceId: string, setup: UnattendedSetup): Promise<void> {
  if (!setup.stripeApiKey && !setup.webhookSecrets) return;
  const key = { workspaceId, id: CONNECTION_ID };
  const connection = await getDb().connection.upsert({
    where: { workspaceId_id: key },
    create: { ...key, name: 'Stripe' },
    update: {},
  });
  const knownKey = connection.apiKeyCipher && open(connection.apiKeyCipher);
  if (setup.stripeApiKey && setup.stripeApiKey !== knownKey) {
    await setConnectionKey(workspaceId, CONNECTION_ID, setup.stripeApiKey);
  }
  if (setup.webhookSecrets) await applyWebhookSecrets(workspaceId, setup.webhookSecrets);
}

async function applyWebhookSecrets(workspaceId: string, secrets: string[]): Promise<void> {
  const wanted = new Map(secrets.map((secret) => [environmentId(secret), secret]));
  const scope = { workspaceId, connectionId: CONNECTION_ID };
  const known = await getDb().webhookSecret.findMany({ where: scope, select: { id: true } });
  const knownIds = known.map(({ id }) => id);
  const gone = knownIds.filter((id) => id.startsWith(FROM_ENVIRONMENT) && !wanted.has(id));
  const missing = [...wanted].filter(([id]) => !knownIds.includes(id));

  await getDb().webhookSecret.deleteMany({ where: { ...scope, id: { in: gone } } });
  await getDb().webhookSecret.createMany({
    data: missing.map(([id, secret]) => ({
      ...scope,
      id,
      cipher: seal(secret),
      hint: `whsec_…${secret.slice(-4)}`,
    })),
  });
}

const environmentId = (secret: string): string =>
  FROM_ENVIRONMENT + createHash('sha256').update(secret).digest('hex').slice(0, 24);
