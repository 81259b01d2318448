import { AppError } from '@/lib/errors';

const BODY_LIMIT = 8 * 1024 * 1024;

/** An absent body reads as {}. Stops as soon as the limit is passed, whatever content-length claimed. */
export async function readJson(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_LIMIT) throw new AppError('too_large', 'The request is larger than 8 MB.');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('bad_request', 'The body is not valid JSON.');
  }
}
