import { UTM_FIELDS, type Utm } from '@/lib/attribution/utm';
import { AppError } from '@/lib/errors';
import { checkUrl } from './check-url';
import type { LinkPatch } from './link-input';
import { utmOf, withUtm } from './utm';

const LONGEST_URL = 2000;

/** The address and its UTM: what is given by itself goes before what the address has, and this before what was there. */
export function whereTo(patch: LinkPatch, before: (Utm & { url: string }) | null): Partial<Utm & { url: string }> {
  const named = UTM_FIELDS.some((field) => patch[field] !== undefined);
  const href = patch.url === undefined ? before?.url : checkUrl(patch.url, 'url');
  if (href === undefined || (patch.url === undefined && !named)) return {};
  const inUrl = patch.url === undefined ? null : utmOf(href);
  const value = (field: keyof Utm) => patch[field] ?? (inUrl?.[field] || before?.[field] || '');
  const utm: Utm = {
    source: value('source'),
    medium: value('medium'),
    campaign: value('campaign'),
    term: value('term'),
    content: value('content'),
  };
  const url = withUtm(href, utm);
  if (url.length > LONGEST_URL)
    throw new AppError(
      'unprocessable',
      `With its UTM parameters the address is longer than ${LONGEST_URL} characters.`,
      'url',
    );
  return { url, ...utm };
}
