import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const KEY_BYTES = 32;

export const newSigningSecret = (): string => PREFIX + randomBytes(KEY_BYTES).toString('base64');

export const hintOfSecret = (secret: string): string => `${PREFIX}…${secret.slice(-4)}`;

interface Signing {
  id: string;
  at: Date;
  body: string;
  /** More than one while a secret is changed: whoever knows either finds theirs. */
  secrets: readonly string[];
}

/** The headers of Standard Webhooks. */
export function signedHeaders({ id, at, body, secrets }: Signing): Record<string, string> {
  const timestamp = Math.floor(at.getTime() / 1000).toString();
  const signatures = secrets.map((secret) => `v1,${signatureOf(secret, `${id}.${timestamp}.${body}`)}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

function signatureOf(secret: string, content: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return createHmac('sha256', key).update(content).digest('base64');
}
