import { UTM_FIELDS, type Utm } from '@/lib/attribution/utm';
import type { DescribedLink } from '@/lib/links/link-shapes';
import { utmOf, withoutUtm } from '@/lib/links/utm';
import { whereTo } from '@/lib/links/where-to';

/** The builder's inputs, as they are typed. */
export interface LinkValues extends Utm {
  [field: string]: string | boolean | null;
  url: string;
  slug: string;
  title: string;
  partnerId: string | null;
  trackConversion: boolean;
  clientReference: boolean;
  /** Of the browser's own zone: "2026-12-31T18:00". */
  expiresAt: string;
  expiredUrl: string;
}

/** Of a new link conversions are tracked unless that is switched off. */
const NEW: LinkValues = {
  ...{ url: '', slug: '', title: '', source: '', medium: '', campaign: '', term: '', content: '' },
  ...{ partnerId: null, trackConversion: true, clientReference: false, expiresAt: '', expiredUrl: '' },
};

/** The UTM parameters stand in inputs of their own. */
export function valuesOf(link: DescribedLink | null): LinkValues {
  if (!link) return NEW;
  const { slug, source, medium, campaign, term, content, partnerId, trackConversion, clientReference } = link;
  return {
    ...{ slug, source, medium, campaign, term, content, partnerId, trackConversion, clientReference },
    url: withoutUtm(link.url),
    title: link.title ?? '',
    expiresAt: link.expiresAt ? toLocal(new Date(link.expiresAt)) : '',
    expiredUrl: link.expiredUrl ?? '',
  };
}

/** What the server is asked for. */
export function requestOf({ slug, expiresAt, ...values }: LinkValues) {
  return {
    ...values,
    ...(slug.trim() === '' ? {} : { slug }),
    expiresAt: expiresAt === '' ? null : new Date(expiresAt).toISOString(),
  };
}

/** Where the link will lead, or why it cannot lead there. */
export function previewOf(values: LinkValues): { url: string } | { problem: string } {
  try {
    return { url: whereTo(values, null).url ?? '' };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'This is not an address.' };
  }
}

/** An address that was pasted with UTM parameters: these go into their inputs, where none is typed yet. */
export function takeUtm(values: LinkValues): Partial<LinkValues> {
  const preview = previewOf({ ...values, source: '', medium: '', campaign: '', term: '', content: '' });
  const typed = values.url.trim();
  if ('problem' in preview || !URL.canParse(typed)) return {};
  const found = utmOf(typed);
  if (UTM_FIELDS.every((field) => found[field] === '')) return {};
  const into: Partial<LinkValues> = { url: preview.url };
  for (const field of UTM_FIELDS) if (found[field] !== '' && values[field] === '') into[field] = found[field];
  return into;
}

/** Stripe's own addresses of Payment Links; others can be switched on by hand. */
export const isPaymentLink = ({ url }: LinkValues): boolean => /^(https:\/\/)?buy\.stripe\.com\//i.test(url.trim());

function toLocal(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
