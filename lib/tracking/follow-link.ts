import { pino } from 'pino';
import { wakeProjector } from '@/lib/inbox/wake-projector';
import { within } from '@/lib/inbox/within';
import { type Arrival, addressOf, cookieOf, countryOf, isSecure, wantsPrivacy } from './arrival';
import { addedParameters, destination, safeTarget, utmOnArrival, type Way } from './destination';
import { findLink } from './find-link';
import { newBrowserId, visitorOf } from './ids';
import { isAutomatic } from './is-automatic';
import { adClicksIn, originOf, placeOf } from './origin-of';
import { overLimit } from './rate-limits';
import { type Click, recordClick } from './record-click';
import { fingerprint, hourKeys, passingFingerprint } from './same-person';

/** What is answered to whoever followed a link. */
export interface Departure {
  status: 302 | 404 | 410 | 503;
  headers: Record<string, string>;
  body: string;
}

const COOKIE = 'hw_visitor';
const COOKIE_SECONDS = 365 * 24 * 60 * 60;
/** A database that hangs costs a click, never a visitor. */
const PATIENCE_MS = 2000;
/** A second click within it comes from the browser of the first, which had no cookie yet; later ones may be a colleague's. */
const DOUBLE_CLICK_MS = 10_000;

const log = pino({ name: 'headwater', base: null });

/**
 * Follows a short link: stores the click and sends whoever clicked to where the link leads, in one hop, with the click's id.
 * Where to is said by the stored link alone. What is not to be counted, and what cannot be stored, is sent on all the same,
 * without an id.
 */
export async function followLink(slug: string, arrival: Arrival, now = new Date()): Promise<Departure> {
  const link = await within(PATIENCE_MS, findLink(slug)).catch(reported);
  if (link === undefined) return refuse(503, 'This link cannot be looked up right now. Try again in a moment.');
  if (link === null) return refuse(404, 'There is no such link.');
  if (link.expiresAt && link.expiresAt <= now) {
    const elsewhere = safeTarget(link.expiredUrl);
    return elsewhere ? send(elsewhere.href) : refuse(410, 'This link has expired.');
  }
  const target = safeTarget(link.url);
  if (!target) return refuse(404, 'This link leads nowhere.');
  const way: Way = { target, link, asked: askedWith(arrival.target) };
  if (isAutomatic(arrival)) return send(destination(way, addedParameters(way), null));
  return count(way, arrival, now);
}

/** Undefined in place of a failure, which is written down. */
const reported = (error: unknown): undefined =>
  void log.error({ reason: error instanceof Error ? error.message : 'unknown' }, 'a click was not counted');

async function count(way: Way, arrival: Arrival, now: Date): Promise<Departure> {
  const added = addedParameters(way);
  if ((await overLimit('click', addressOf(arrival))) !== null) return send(destination(way, added, null));
  if (wantsPrivacy(arrival)) {
    await within(PATIENCE_MS, recordClick(uncredited(way, arrival, { at: now, added }))).catch(reported);
    return send(destination(way, added, null));
  }
  const known = visitorOf(cookieOf(arrival, COOKIE));
  const visitorId = known ?? `v:${newBrowserId()}`;
  const click = clickOf(way, arrival, { at: now, added, visitorId, isReturning: known !== null });
  const recorded = await within(PATIENCE_MS, recordClick(click)).catch(reported);
  if (recorded?.isKnown) wakeProjector();
  const isAgain = recorded !== undefined && now.getTime() - recorded.at.getTime() <= DOUBLE_CLICK_MS;
  const browser = isAgain ? recorded.visitorId : visitorId;
  const headers: Record<string, string> = known === null ? { 'set-cookie': cookie(browser, arrival) } : {};
  return send(destination(way, added, click.credits && recorded ? recorded.id : null), headers);
}

interface Clicking extends Pick<Click, 'at' | 'visitorId' | 'isReturning'> {
  added: URLSearchParams;
}

function clickOf(way: Way, arrival: Arrival, { added, at, visitorId, isReturning }: Clicking): Click {
  const { link } = way;
  const from = placeOf(arrival.header('referer'));
  const search = new URLSearchParams([...way.target.searchParams, ...added]);
  const adClicks = adClicksIn(search);
  const who = (hour: number) => (isReturning ? visitorId : fingerprint(arrival, hour));
  return {
    ...{ link, at, visitorId, isReturning, adClicks, credits: link.trackConversion },
    // A click that only counts is not the one that sales are credited to once the link tracks them.
    keys: hourKeys((hour) => `${link.id}:${link.trackConversion ? 'credits' : 'counts'}:${who(hour)}`, at),
    origin: originOf({ utm: utmOnArrival(way, added), adClicks, referrerHost: from?.host ?? '' }),
    referrer: from?.text ?? null,
    country: countryOf(arrival),
  };
}

/** The click of somebody who asks not to be followed: it counts for the link, and says nothing of who it was. */
function uncredited(way: Way, arrival: Arrival, { added, at }: Pick<Clicking, 'added' | 'at'>): Click {
  const { link } = way;
  return {
    ...{ link, at, visitorId: `v:${newBrowserId()}`, isReturning: false, credits: false },
    keys: hourKeys((hour) => `${link.id}:unnamed:${passingFingerprint(arrival, hour)}`, at),
    origin: originOf({ utm: utmOnArrival(way, added), adClicks: {}, referrerHost: '' }),
    ...{ adClicks: {}, referrer: null, country: null },
  };
}

const askedWith = (target: string): URLSearchParams => {
  const at = target.indexOf('?');
  return new URLSearchParams(at === -1 ? '' : target.slice(at + 1));
};

const cookie = (visitorId: string, arrival: Arrival): string =>
  `${COOKIE}=${visitorId.slice('v:'.length)}; Path=/r; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax${isSecure(arrival) ? '; Secure' : ''}`;

const ALWAYS = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex', 'x-content-type-options': 'nosniff' };

const send = (location: string, headers: Record<string, string> = {}): Departure => ({
  status: 302,
  headers: { ...ALWAYS, location, ...headers },
  body: '',
});

const refuse = (status: 404 | 410 | 503, text: string): Departure => ({
  status,
  headers: {
    ...ALWAYS,
    'content-type': 'text/plain; charset=utf-8',
    ...(status === 503 ? { 'retry-after': '5' } : {}),
  },
  body: `${text}\n`,
});
