import { UTM_LONGEST, type Utm } from '@/lib/attribution/utm';
import { storablePart } from '@/lib/storable-text';

/** The parameters of an advertiser's click that are kept, and what they say of it. */
const AD_NETWORKS = {
  gclid: { source: 'google', medium: 'cpc' },
  gbraid: { source: 'google', medium: 'cpc' },
  wbraid: { source: 'google', medium: 'cpc' },
  msclkid: { source: 'bing', medium: 'cpc' },
  ttclid: { source: 'tiktok', medium: 'cpc' },
  // Facebook adds it to links in posts as well.
  fbclid: { source: 'facebook', medium: 'social' },
} as const;

type AdParameter = keyof typeof AD_NETWORKS;
export type AdClicks = Partial<Record<AdParameter, string>>;

export const AD_PARAMETERS = [
  'gclid',
  'gbraid',
  'wbraid',
  'msclkid',
  'ttclid',
  'fbclid',
] as const satisfies AdParameter[];

/** Search engines and social networks by the host they send people from: name, medium. */
const HOSTS: readonly (readonly [RegExp, string, 'organic' | 'social'])[] = [
  [/^(www\.)?google\.[a-z.]+$|^com\.google\.android\.googlequicksearchbox$/, 'google', 'organic'],
  [/(^|\.)bing\.com$/, 'bing', 'organic'],
  [/(^|\.)duckduckgo\.com$/, 'duckduckgo', 'organic'],
  [/(^|search\.)yahoo\.(com|co\.jp)$/, 'yahoo', 'organic'],
  [/(^|\.)ecosia\.org$/, 'ecosia', 'organic'],
  [/(^|\.)baidu\.com$/, 'baidu', 'organic'],
  [/(^|\.)yandex\.[a-z.]+$/, 'yandex', 'organic'],
  [/^search\.brave\.com$/, 'brave', 'organic'],
  [/(^|\.)(qwant\.com|startpage\.com|kagi\.com)$/, '', 'organic'],
  [/(^|\.)(facebook\.com|fb\.me|messenger\.com)$/, 'facebook', 'social'],
  [/(^|\.)instagram\.com$/, 'instagram', 'social'],
  [/(^|\.)(twitter\.com|x\.com|t\.co)$/, 'twitter', 'social'],
  [/(^|\.)(linkedin\.com|lnkd\.in)$/, 'linkedin', 'social'],
  [/(^|\.)(youtube\.com|youtu\.be)$/, 'youtube', 'social'],
  [/(^|\.)(reddit\.com|redd\.it)$/, 'reddit', 'social'],
  [/(^|\.)tiktok\.com$/, 'tiktok', 'social'],
  [/(^|\.)pinterest\.[a-z.]+$/, 'pinterest', 'social'],
  [/(^|\.)(threads\.net|threads\.com|bsky\.app|mastodon\.social|news\.ycombinator\.com)$/, '', 'social'],
];

const AD_CLICK_LONGEST = 500;

export function adClicksIn(search: URLSearchParams): AdClicks {
  const found: AdClicks = {};
  for (const name of AD_PARAMETERS) {
    const id = storablePart(search.get(name), AD_CLICK_LONGEST);
    if (id) found[name] = id;
  }
  return found;
}

interface Evidence {
  utm: Utm;
  adClicks: AdClicks;
  /** Host of the page before, "" where there was none or it was one of our own. */
  referrerHost: string;
}

/**
 * Where a visit came from: its `utm_source`, else the network of an advertiser's click, else the page before. Source ""
 * where nothing says it: a direct visit, unless it was by a link.
 */
export function originOf({ utm, adClicks, referrerHost }: Evidence): Utm {
  if (utm.source !== '') return utm;
  const parameter = AD_PARAMETERS.find((name) => adClicks[name] !== undefined);
  const told = parameter ? AD_NETWORKS[parameter] : ofHost(referrerHost);
  return { ...utm, source: told.source, medium: utm.medium || told.medium };
}

function ofHost(host: string): Pick<Utm, 'source' | 'medium'> {
  if (host === '') return { source: '', medium: '' };
  const known = HOSTS.find(([pattern]) => pattern.test(host));
  const plain = host.replace(/^www\./, '').slice(0, UTM_LONGEST);
  return known ? { source: known[1] || plain, medium: known[2] } : { source: plain, medium: 'referral' };
}

/** Where people are sent on their way, to pay or to sign in: whoever returns has not come from there. */
const ON_THE_WAY =
  /(^|\.)(stripe\.com|stripe\.network|link\.com|paypal\.com|klarna\.com)$|^(accounts\.google\.com|appleid\.apple\.com|login\.microsoftonline\.com|login\.live\.com)$/;

/** Whether the page before says where somebody came from: it is neither of the same site nor on its way. */
export function isFromOutside(referrerHost: string, ownHost: string): boolean {
  const [from, own] = [referrerHost, ownHost].map((host) => host.replace(/^www\./, ''));
  if (from === undefined || own === undefined || ON_THE_WAY.test(referrerHost)) return false;
  return from !== own && !from.endsWith(`.${own}`) && !own.endsWith(`.${from}`);
}

/** An address as it is kept: without its query and fragment, which may hold what concerns nobody. */
export function placeOf(address: string | null | undefined): { host: string; text: string } | null {
  if (!address || !URL.canParse(address)) return null;
  const { protocol, host, hostname, origin, pathname } = new URL(address);
  if (protocol === 'android-app:') return { host: host || hostname, text: `android-app://${host}` };
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  return { host: hostname.toLowerCase(), text: (origin + pathname).slice(0, 500) };
}
