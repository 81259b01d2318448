import { awkwardNames, companyFirst, companySecond } from './company-names';
import type { Place } from './people';
import { locales, placeWeights } from './people';
import type { Random } from './seeded-random';
import { seededRandom } from './seeded-random';

/** How much a customer tells about who it is: the ladder that identity resolution climbs. */
export type Known = 'user-id' | 'email-only' | 'nothing';

export type Person = Place & {
  name: string;
  email?: string;
  userId?: string;
  company: string;
  /** What Fernhill's own sales people note of them; most, not all. */
  segment?: Segment;
  signupSource?: string;
};

type Segment = 'startup' | 'agency' | 'enterprise';

const knownWeights: Readonly<Record<Known, number>> = { 'user-id': 85, 'email-only': 11, nothing: 4 };

/** The person of one life. Every 37th has a name that is hard to print. */
export function makePerson(number: number): Person {
  const random = seededRandom(`person ${number}`);
  const locale = locales[random.weighted(placeWeights)];
  const given = random.pick(locale.given);
  const family = random.pick(locale.family);
  const company = `${random.pick(companyFirst)} ${random.pick(companySecond)}`;
  const awkward = number % 37 === 11 ? awkwardNames[Math.floor(number / 37) % awkwardNames.length] : undefined;
  const place = { country: locale.country, city: random.pick(locale.cities), currency: locale.currency };
  const name = awkward ?? (random.chance(0.6) ? company : `${given} ${family}`);
  return { ...place, name, company, ...identifiers(random, number, `${given}.${family}`, company) };
}

function identifiers(random: Random, number: number, person: string, company: string) {
  const known = random.weighted(knownWeights);
  if (known === 'nothing') return {};
  const host = random.chance(0.8) ? `${slug(company)}.example` : 'mail.example.org';
  const email = `${slug(person)}${number}@${host}`;
  return known === 'user-id' ? { email, userId: `usr_${10_000 + number * 7}` } : { email };
}

/** Plain letters only: addresses stay deliverable wherever the name comes from. */
function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^a-z.]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
