import type { IncomingMessage } from 'node:http';

/** A request for a link or from the script, as far as it is read. */
export interface Arrival {
  method: string;
  /** Path and query, as they were asked for. */
  target: string;
  header: (name: string) => string | null;
  /** Whoever is at the other end of the connection; a proxy in front says it better. */
  peer: string;
}

/** Of a request that did not pass through Next. */
export const arrivalOf = ({ method = 'GET', url = '/', headers, socket }: IncomingMessage): Arrival => ({
  method,
  target: url,
  header: (name) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : (value ?? null);
  },
  peer: socket.remoteAddress ?? '',
});

/** Of one that did, and whose connection nobody tells of. */
export function arrivalAt(request: Request): Arrival {
  const { pathname, search } = new URL(request.url);
  return { method: request.method, target: pathname + search, header: (name) => request.headers.get(name), peer: '' };
}

/** Of whoever asks: the first one that a proxy names. */
export const addressOf = ({ header, peer }: Pick<Arrival, 'header' | 'peer'>): string =>
  (header('x-forwarded-for')?.split(',')[0]?.trim() || peer || 'unknown').slice(0, 100);

/** Whether the browser came over TLS: a proxy in front says so, or the configured public address does. */
export const isSecure = ({ header }: Pick<Arrival, 'header'>): boolean =>
  process.env.NEXTAUTH_URL?.startsWith('https://') === true ||
  header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';

/** The browser asks not to be followed: Do Not Track, or Global Privacy Control. */
export const wantsPrivacy = ({ header }: Pick<Arrival, 'header'>): boolean =>
  header('dnt') === '1' || header('sec-gpc') === '1';

/** As the networks in front of a server name it: Cloudflare, CloudFront, Vercel, Fastly, Google, App Engine. */
const COUNTRY_HEADERS = [
  'cf-ipcountry',
  'cloudfront-viewer-country',
  'x-vercel-ip-country',
  'fastly-geo-country',
  'x-client-geo-country',
  'x-appengine-country',
  'x-country-code',
];

/** ISO 3166 code in upper case, null where nobody says it. */
export function countryOf({ header }: Pick<Arrival, 'header'>): string | null {
  for (const name of COUNTRY_HEADERS) {
    const code = header(name)?.trim().toUpperCase();
    if (code && /^[A-Z]{2}$/.test(code) && code !== 'XX' && code !== 'ZZ') return code;
  }
  return null;
}

export function cookieOf({ header }: Pick<Arrival, 'header'>, name: string): string | null {
  for (const part of (header('cookie') ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
