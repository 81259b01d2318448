import { UTM_FIELDS, type Utm, utmIn, utmParameter } from '@/lib/attribution/utm';
import type { FoundLink } from './find-link';

/** In the address that a link leads to, or in the one that was clicked: the click's id is wanted as `client_reference_id`. */
const WANTS_REFERENCE = 'dub_client_reference_id';
const CLICK_ID = 'dub_id';
const REFERENCE = 'client_reference_id';
const CLICK_REFERENCE = 'dub_id_';
/** What is longer is not passed on. */
const LONGEST_QUERY = 4096;

/** The address that may be linked to; null for any but http and https, whatever was stored. */
export function safeTarget(text: string | null): URL | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
}

/** What a link adds on the way. */
export interface Way {
  target: URL;
  link: FoundLink;
  /** Of the address that was clicked. */
  asked: URLSearchParams;
}

/**
 * What is passed on beside the click: the link's own UTM parameters where its address lacks them, then whatever was asked
 * with, except what the address says already. Nothing else of a request ever gets into the address.
 */
export function addedParameters({ target, link, asked }: Way): URLSearchParams {
  const added = new URLSearchParams();
  const lacks = (name: string) => !target.searchParams.has(name) && !added.has(name);
  for (const field of UTM_FIELDS) {
    const name = utmParameter(field);
    if (link[field] !== '' && lacks(name)) added.set(name, link[field]);
  }
  if (asked.size === 0 || asked.toString().length > LONGEST_QUERY) return added;
  const passed = [...new Set(asked.keys())].filter((name) => lacks(name) && isPassedOn(name, asked.get(name) ?? ''));
  for (const name of passed) for (const value of asked.getAll(name)) added.append(name, value);
  return added;
}

/** Nobody but us says which click it was. */
const isPassedOn = (name: string, value: string) =>
  name !== WANTS_REFERENCE && name !== CLICK_ID && !(name === REFERENCE && value.startsWith(CLICK_REFERENCE));

/** The campaign that whoever arrives is told of. */
export function utmOnArrival({ target }: Way, added: URLSearchParams): Utm {
  const own = utmIn(target.searchParams);
  const further = utmIn(added);
  const first = (field: keyof Utm) => own[field] || further[field];
  return {
    source: first('source'),
    medium: first('medium'),
    campaign: first('campaign'),
    term: first('term'),
    content: first('content'),
  };
}

/** Where to send whoever clicked; without the id of a click where none is to be credited. */
export function destination({ target, link, asked }: Way, added: URLSearchParams, clickId: string | null): string {
  const url = new URL(target);
  const more = new URLSearchParams(added);
  const wantsReference =
    link.clientReference || [url.searchParams, asked].some((one) => isOn(one.get(WANTS_REFERENCE)));
  remove(url, WANTS_REFERENCE);
  if (clickId !== null) {
    remove(url, CLICK_ID);
    more.set(CLICK_ID, clickId);
    if (wantsReference) {
      remove(url, REFERENCE);
      more.set(REFERENCE, CLICK_REFERENCE + clickId);
    }
  }
  // Appended as text: what the owner of the link wrote stays as it is, to the letter.
  const query = [url.search.slice(1), more.toString()].filter(Boolean).join('&');
  url.search = query && `?${query}`;
  return url.href;
}

const isOn = (value: string | null) => value !== null && value !== '0' && value !== 'false';

function remove(url: URL, name: string): void {
  if (url.searchParams.has(name)) url.searchParams.delete(name);
}
