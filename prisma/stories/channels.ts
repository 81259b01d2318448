/** A short link of Fernhill's; its key is its slug. */
export interface StoryLink {
  title: string;
  url: string;
  source: string;
  medium: string;
  campaign: string;
  /** Whose it is. */
  partner?: PartnerKey;
}

/** Partners by what they are called in the story. */
export const partners = {
  podcast: { name: 'Site Talk podcast', email: 'hello@site-talk.example', code: 'PODCAST' },
  agency: { name: 'Bluebrick Agency', email: 'partners@bluebrick.example', code: 'AGENCIES' },
  blog: { name: 'Anna Kessler', email: 'anna@crew-notes.example', code: null },
} as const;
export type PartnerKey = keyof typeof partners;

const site = 'https://fernhill.example';

export const links = {
  'brand-search': {
    ...{ title: 'Search, own name', url: `${site}/?ref=search` },
    ...{ source: 'google', medium: 'cpc', campaign: 'brand' },
  },
  'crew-planning': {
    ...{ title: 'Search, crew planning', url: `${site}/crew-planning` },
    ...{ source: 'google', medium: 'cpc', campaign: 'crew-planning' },
  },
  'site-managers': {
    ...{ title: 'LinkedIn, site managers', url: `${site}/for/site-managers` },
    ...{ source: 'linkedin', medium: 'paid_social', campaign: 'site-managers' },
  },
  'launch-news': {
    ...{ title: 'Newsletter, launch', url: `${site}/launch` },
    ...{ source: 'newsletter', medium: 'email', campaign: 'launch' },
  },
  'site-talk': {
    ...{ title: 'Site Talk, show notes', url: `${site}/site-talk`, partner: 'podcast' },
    ...{ source: 'site-talk', medium: 'podcast', campaign: 'partners' },
  },
  bluebrick: {
    ...{ title: 'Bluebrick, clients', url: `${site}/agencies`, partner: 'agency' },
    ...{ source: 'bluebrick', medium: 'referral', campaign: 'partners' },
  },
  'crew-notes': {
    ...{ title: 'Crew Notes, reviews', url: `${site}/crew-notes`, partner: 'blog' },
    ...{ source: 'crew-notes', medium: 'affiliate', campaign: 'partners' },
  },
} as const satisfies Record<string, StoryLink>;
export type LinkKey = keyof typeof links;

/** What somebody came by: a link, a visit that tells where it came from, or nothing that is known. */
export const channels: Readonly<Record<LinkKey | 'organic' | 'nothing', number>> = {
  'brand-search': 14,
  'crew-planning': 17,
  'site-managers': 12,
  'launch-news': 7,
  'site-talk': 8,
  bluebrick: 5,
  'crew-notes': 6,
  organic: 11,
  nothing: 20,
};

export const organic = { source: 'google', medium: 'organic', campaign: '' } as const;

/** What is spent on a campaign a day, in minor units, on the days it runs. */
export const budgets = [
  { link: 'brand-search', currency: 'usd', minor: 74_00, weekends: true },
  { link: 'crew-planning', currency: 'usd', minor: 265_00, weekends: false },
  { link: 'site-managers', currency: 'eur', minor: 140_00, weekends: false },
  { link: 'site-talk', currency: 'usd', minor: 42_00, weekends: true },
] as const satisfies readonly { link: LinkKey; currency: string; minor: number; weekends: boolean }[];

/** A campaign without a customer yet: its spend is shown all the same. */
export const untried = {
  ...{ source: 'reddit', medium: 'paid_social', campaign: 'foremen' },
  ...{ currency: 'usd', minor: 35_00, days: 30 },
} as const;
