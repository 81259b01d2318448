import { type LookupAddress, lookup } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { allowsPrivateAddresses, isPrivateAddress } from './private-address';

/** As much of an answer as is kept. */
const KEPT_BYTES = 1000;

export interface Posting {
  url: string;
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

export interface Answer {
  status: number;
  /** Its beginning. */
  text: string;
  /** The header of this name, as it came. */
  retryAfter?: string | undefined;
}

class PrivateAddress extends Error {}
const IS_PRIVATE = 'The address leads into a private network, where Headwater sends nothing.';

/**
 * Posts to an address that somebody typed. It must lead to the public internet: every address that its name stands for is
 * looked at when the connection is made, so that a name that changes meanwhile is of no use, and no redirect is followed.
 */
export async function postOutside({ url, headers, body, signal }: Posting): Promise<Answer> {
  const { protocol, hostname } = new URL(url);
  const anywhere = allowsPrivateAddresses();
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (!anywhere && isIP(literal) !== 0 && isPrivateAddress(literal)) throw new PrivateAddress(IS_PRIVATE);
  const request = protocol === 'https:' ? requestHttps : requestHttp;
  const options = {
    ...{ method: 'POST', signal, agent: false, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
    ...(anywhere ? {} : { lookup: lookUpOutside }),
  };
  return new Promise((resolve, reject) => {
    request(url, options, (response) => readBeginning(response).then(resolve, reject))
      .on('error', reject)
      .end(body);
  });
}

const lookUpOutside: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[] = []) => {
    const [first] = addresses;
    if (error) callback(error, '');
    else if (!first || addresses.some(({ address }) => isPrivateAddress(address)))
      callback(new PrivateAddress(IS_PRIVATE), '');
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

async function readBeginning(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= KEPT_BYTES) break; // which ends the connection
  }
  // PostgreSQL holds no U+0000.
  const text = Buffer.concat(chunks).subarray(0, KEPT_BYTES).toString('utf8').replaceAll('\0', '\uFFFD');
  return { status: response.statusCode ?? 0, text, retryAfter: response.headers['retry-after'] };
}

const WORDS: Record<string, string> = {
  ENOTFOUND: 'There is no such host.',
  EAI_AGAIN: 'The name of the host could not be looked up.',
  ECONNREFUSED: 'Nothing listens at this address.',
  ECONNRESET: 'The connection was closed without an answer.',
  ETIMEDOUT: 'The host could not be reached.',
};

/** Why there is no answer, in words; of an error only its code, whose text may hold anything. */
export function problemOf(error: unknown): string {
  if (error instanceof PrivateAddress) return error.message;
  if (!(error instanceof Error)) return 'The connection failed.';
  if (error.name === 'TimeoutError' || (error.name === 'AbortError' && isTimeout(error.cause)))
    return 'There was no answer in time.';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return WORDS[code] ?? `The connection failed${code ? ` (${code})` : ''}.`;
}

const isTimeout = (cause: unknown): boolean => cause instanceof Error && cause.name === 'TimeoutError';
