import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';

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

/** Addresses of this machine and of networks that nobody reaches from outside: a proxy in front of us has one of them. */
const NEARBY = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  NEARBY.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  NEARBY.addSubnet(network, prefix, 'ipv6');

/** A local address may name the interface it is reached by: "fe80::1%eth0". */
function isNearby(peer: string): boolean {
  const address = peer.replace(/%.*$/, '');
  return NEARBY.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/**
 * Of whoever asks: what the nearest proxy saw, which is the last one of `X-Forwarded-For`; those before it anybody can write.
 * Where no proxy is in front, the header says nothing.
 */
export function addressOf({ header, peer }: Pick<Arrival, 'header' | 'peer'>): string {
  const seen = header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  const address = peer === '' || isNearby(peer) ? withoutPort(seen) || peer : peer;
  return (address || 'unknown').slice(0, 100);
}

/** "203.0.113.7:4711" and "[2001:db8::1]:4711", as some proxies write it: a port is another one each time. */
const withoutPort = (text: string) => /^\[(.+)\](:\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1');

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
