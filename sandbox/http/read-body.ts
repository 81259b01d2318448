import type { IncomingMessage } from 'node:http';
import { StripeApiError } from '../core/errors';

const LIMIT = 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += part.length;
    if (size > LIMIT) {
      throw new StripeApiError(413, { type: 'invalid_request_error', message: 'The request body is too large.' });
    }
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}
