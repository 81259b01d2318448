import { storablePart } from '@/lib/storable-text';

/** What a campaign is called, by the names of the columns and of the parameters in an address. */
const PARAMETERS = {
  source: 'utm_source',
  medium: 'utm_medium',
  campaign: 'utm_campaign',
  term: 'utm_term',
  content: 'utm_content',
} as const;

export type UtmField = keyof typeof PARAMETERS;
export type Utm = Record<UtmField, string>;

export const UTM_FIELDS = ['source', 'medium', 'campaign', 'term', 'content'] as const satisfies UtmField[];

const FIELD_LONGEST = 190;

/** The UTM parameters that stand in an address; "" for those that do not. */
export function utmOf(href: string): Utm {
  const { searchParams } = new URL(href);
  const read = (field: UtmField) => storablePart(searchParams.get(PARAMETERS[field]), FIELD_LONGEST);
  return {
    source: read('source'),
    medium: read('medium'),
    campaign: read('campaign'),
    term: read('term'),
    content: read('content'),
  };
}

/** The address with exactly these UTM parameters. One that has them already is left to the letter as it is. */
export function withUtm(href: string, utm: Utm): string {
  const url = new URL(href);
  for (const field of UTM_FIELDS) {
    const name = PARAMETERS[field];
    const all = url.searchParams.getAll(name);
    if (utm[field] === '' ? all.length > 0 : all.length !== 1 || all[0] !== utm[field]) {
      if (utm[field] === '') url.searchParams.delete(name);
      else url.searchParams.set(name, utm[field]);
    }
  }
  return url.href;
}

const NOTHING: Utm = { source: '', medium: '', campaign: '', term: '', content: '' };

export const withoutUtm = (href: string): string => withUtm(href, NOTHING);
