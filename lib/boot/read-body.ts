import type { IncomingMessage } from 'node:http';

/** By what the sender announces; a body without a length is counted while it is read. */
export function isTooLarge(request: IncomingMessage, limit: number): boolean {
  return Number(request.headers['content-length'] ?? 0) > limit;
}

/** The bytes exactly as sent: no decompression, no text decoding. Stops listening as soon as the limit is passed. */
export function readBody(
  request: IncomingMessage,
  limit: number,
  onBytes: (count: number) => void,
): Promise<Buffer | 'too_large' | 'aborted'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: Buffer | 'too_large' | 'aborted') => {
      request.off('data', take);
      resolve(result);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) return finish('too_large');
      onBytes(chunk.length);
      chunks.push(chunk);
    };
    request.on('data', take);
    request.once('end', () => finish(Buffer.concat(chunks)));
    request.once('error', () => finish('aborted'));
    request.once('close', () => finish('aborted'));
  });
}
