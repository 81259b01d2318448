import { z } from 'zod';
import { UTM_LONGEST } from '@/lib/attribution/utm';
import { knownTime } from '@/lib/calendar/known-times';
import { AppError } from '@/lib/errors';
import { EXTERNAL_ID_LONGEST, type LinkPatch, PARTNER_ID_LONGEST, TITLE_LONGEST } from '../link-input';

const text = (longest: number) => z.string().max(longest, `may have at most ${longest} characters.`).nullish();
const utm = text(UTM_LONGEST);
const URL_LONGEST = 4000;

/** What of Dub's request Headwater can do. */
const supported = z.object({
  url: z.string().max(URL_LONGEST),
  domain: text(255),
  key: z.string().max(200).optional(),
  keyLength: z.int().min(4).max(32).optional(),
  prefix: z.string().max(32).optional(),
  externalId: text(EXTERNAL_ID_LONGEST),
  partnerId: text(PARTNER_ID_LONGEST),
  trackConversion: z.boolean().optional(),
  archived: z.boolean().optional(),
  expiresAt: knownTime('must be an ISO 8601 date.').nullish(),
  expiredUrl: text(URL_LONGEST),
  title: text(TITLE_LONGEST),
  utm_source: utm,
  utm_medium: utm,
  utm_campaign: utm,
  utm_term: utm,
  utm_content: utm,
  ref: text(URL_LONGEST),
});

export interface DubWish {
  patch: LinkPatch;
  /** How a slug is to be made where none is given. */
  slug: { length?: number; prefix?: string };
}

/** Dub's request for a new link, as one of ours. Throws `unprocessable` naming what Headwater does not do. */
export function readNewDubLink(body: unknown, domain: string): DubWish & { patch: { url: string } } {
  const { patch, slug } = read(supported.parse(checked(body)), domain);
  const { url } = patch;
  if (url === undefined) throw new AppError('unprocessable', 'url: is required.', 'url');
  return { patch: { ...patch, url }, slug };
}

/** The same of changes to a link. */
export const readDubPatch = (body: unknown, domain: string): LinkPatch =>
  read(supported.partial().parse(checked(body)), domain).patch;

type Asked = Partial<z.output<typeof supported>>;

function read(asked: Asked, domain: string): DubWish {
  if (asked.domain && asked.domain.toLowerCase() !== domain.toLowerCase())
    throw new AppError('unprocessable', `domain: short links of this Headwater begin with ${domain}.`, 'domain');
  const utm = {
    ...(asked.utm_source === undefined ? {} : { source: asked.utm_source?.trim() ?? '' }),
    ...(asked.utm_medium === undefined ? {} : { medium: asked.utm_medium?.trim() ?? '' }),
    ...(asked.utm_campaign === undefined ? {} : { campaign: asked.utm_campaign?.trim() ?? '' }),
    ...(asked.utm_term === undefined ? {} : { term: asked.utm_term?.trim() ?? '' }),
    ...(asked.utm_content === undefined ? {} : { content: asked.utm_content?.trim() ?? '' }),
  };
  return {
    patch: {
      ...(asked.url === undefined ? {} : { url: withReferral(asked.url, asked.ref ?? '') }),
      ...(asked.key === undefined ? {} : { slug: asked.key }),
      ...(asked.externalId === undefined ? {} : { externalId: asked.externalId }),
      ...(asked.partnerId === undefined ? {} : { partnerId: asked.partnerId }),
      ...(asked.trackConversion === undefined ? {} : { trackConversion: asked.trackConversion }),
      ...(asked.archived === undefined ? {} : { archived: asked.archived }),
      ...(asked.expiresAt === undefined
        ? {}
        : { expiresAt: asked.expiresAt && new Date(asked.expiresAt).toISOString() }),
      ...(asked.expiredUrl === undefined ? {} : { expiredUrl: asked.expiredUrl }),
      ...(asked.title === undefined ? {} : { title: asked.title }),
      ...utm,
    },
    slug: {
      ...(asked.keyLength === undefined ? {} : { length: asked.keyLength }),
      ...(asked.prefix === undefined ? {} : { prefix: asked.prefix }),
    },
  };
}

/** Dub puts its referral tag into the address as `ref`. */
function withReferral(text: string, tag: string): string {
  if (tag === '' || !URL.canParse(text)) return text;
  const url = new URL(text);
  url.searchParams.set('ref', tag);
  return url.href;
}

/** The members that Headwater knows. What is off or empty asks for nothing; anything else would be lost silently. */
function checked(body: unknown): object {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AppError('bad_request', 'The body is not a JSON object.');
  const known = Object.entries(body).filter(([name, value]) => {
    if (name in supported.shape) return true;
    if (isNothing(value)) return false;
    throw new AppError('unprocessable', `${name}: Headwater’s links do not have this. Leave it out.`, name);
  });
  return Object.fromEntries(known);
}

const isNothing = (value: unknown): boolean =>
  value === null || value === false || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
