import { open } from '@/lib/auth/secret-box';
import { getDb } from '@/lib/db/client';

/** Refuses to start under a secret that cannot open what is stored, before anything is written under the wrong one. */
export async function checkSecret(): Promise<void> {
  const webhookSecret = await getDb().webhookSecret.findFirst({ select: { cipher: true } });
  const connection = await getDb().connection.findFirst({
    where: { apiKeyCipher: { not: null } },
    select: { apiKeyCipher: true },
  });
  for (const cipher of [webhookSecret?.cipher, connection?.apiKeyCipher]) if (cipher) open(cipher);
}
