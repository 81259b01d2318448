import { storablePart } from '@/lib/storable-text';

export const UTM_FIELDS = ['source', 'medium', 'campaign', 'term', 'content'] as const;
export type UtmField = (typeof UTM_FIELDS)[number];

/** What an address says of a campaign, by the names of the columns; "" for what it does not say. */
export type Utm = Record<UtmField, string>;

/** As much of a field as is kept. */
export const UTM_LONGEST = 190;

/** The parameter of an address that says a field: "utm_source". */
export const utmParameter = (field: UtmField) => `utm_${field}` as const;

/** The UTM parameters that stand in an address. */
export function utmIn(search: URLSearchParams): Utm {
  const read = (field: UtmField) => storablePart(search.get(utmParameter(field)), UTM_LONGEST);
  return {
    source: read('source'),
    medium: read('medium'),
    campaign: read('campaign'),
    term: read('term'),
    content: read('content'),
  };
}
