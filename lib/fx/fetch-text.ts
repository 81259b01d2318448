import { BadRates } from './parse-ecb-xml';

const LIMIT_MS = 30_000;
/** The whole history since 1999 is about 7 MB. */
const LARGEST_BYTES = 32 * 1024 * 1024;

/** Reads a text over HTTP, within limits of time and size. Whatever keeps it from being read is told in a sentence. */
export async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(LIMIT_MS),
    headers: { accept: 'application/xml, text/xml' },
  }).catch((error: unknown) => {
    throw new BadRates(error instanceof Error && error.name === 'TimeoutError' ? 'it took too long' : 'nobody answers');
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new BadRates(`the answer was ${response.status}`);
  }
  return readWithin(response);
}

async function readWithin(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > LARGEST_BYTES) throw new BadRates('the answer is larger than any list of rates');
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    throw error instanceof BadRates ? error : new BadRates('the answer broke off');
  }
  return text + decoder.decode();
}
