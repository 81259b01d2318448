import type { Currency } from './catalog';

export type Place = { country: string; city: string; currency: Currency };

/** Where customers live, by how often. */
export const placeWeights = {
  us: 44,
  gb: 9,
  de: 10,
  fr: 7,
  nl: 4,
  es: 4,
  it: 3,
  ie: 2,
  jp: 7,
  ca: 4,
  au: 3,
  se: 2,
  in: 1,
} as const;

export type PlaceKey = keyof typeof placeWeights;

type Locale = { country: string; currency: Currency; cities: Names; given: Names; family: Names };
type Names = readonly [string, ...string[]];

const english: Names = [
  'Alice', 'Ben', 'Carla', 'Daniel', 'Emma', 'Frank', 'Grace', 'Henry', 'Isla', 'Jack', 'Karen', 'Liam', 'Maya',
  'Noah', 'Olivia', 'Peter', 'Quinn', 'Rosa', 'Sam', 'Tessa', 'Umar', 'Vera', 'Will', 'Zara',
];
const americanFamilies: Names = [
  'Adams', 'Baker', 'Carter', 'Diaz', 'Ellis', 'Foster', 'Garcia', 'Hughes', 'Irving', 'Jensen', 'Kim', 'Lopez',
  'Miller', 'Nguyen', 'Owens', 'Patel', 'Reed', 'Stone', 'Turner', 'Vance', 'Walker', 'Young',
];

export const locales: Readonly<Record<PlaceKey, Locale>> = {
  us: {
    country: 'US',
    currency: 'usd',
    cities: ['Austin', 'Boston', 'Chicago', 'Denver', 'Portland', 'Raleigh', 'Seattle', 'Tucson'],
    given: english,
    family: americanFamilies,
  },
  gb: {
    country: 'GB',
    currency: 'usd',
    cities: ['Bristol', 'Leeds', 'London', 'Glasgow', 'York'],
    given: english,
    family: ['Ashworth', 'Barlow', 'Clarke', 'Doyle', 'Evans', 'Firth', 'Hargreaves', 'Lloyd', 'Pemberton', 'Whitfield'],
  },
  de: {
    country: 'DE',
    currency: 'eur',
    cities: ['Berlin', 'Hamburg', 'Köln', 'München', 'Leipzig'],
    given: ['Anna', 'Jonas', 'Lena', 'Moritz', 'Paula', 'Stefan', 'Jürgen', 'Katrin'],
    family: ['Becker', 'Fischer', 'Hoffmann', 'Krüger', 'Lehmann', 'Schäfer', 'Vogel', 'Weiß'],
  },
  fr: {
    country: 'FR',
    currency: 'eur',
    cities: ['Lyon', 'Nantes', 'Paris', 'Toulouse'],
    given: ['Camille', 'Élodie', 'Hugo', 'Louis', 'Manon', 'Théo'],
    family: ['Bernard', 'Dubois', 'Girard', 'Lefèvre', 'Moreau', 'Rousseau'],
  },
  nl: {
    country: 'NL',
    currency: 'eur',
    cities: ['Amsterdam', 'Rotterdam', 'Utrecht'],
    given: ['Bram', 'Femke', 'Joost', 'Sanne'],
    family: ['de Vries', 'Jansen', 'van Dijk', 'Visser'],
  },
  es: {
    country: 'ES',
    currency: 'eur',
    cities: ['Madrid', 'Sevilla', 'Valencia'],
    given: ['Álvaro', 'Carmen', 'Lucía', 'Pablo'],
    family: ['Castro', 'Muñoz', 'Navarro', 'Ortega'],
  },
  it: {
    country: 'IT',
    currency: 'eur',
    cities: ['Bologna', 'Milano', 'Torino'],
    given: ['Chiara', 'Giulia', 'Luca', 'Marco'],
    family: ['Bianchi', 'Conti', 'Ferrari', 'Ricci'],
  },
  ie: {
    country: 'IE',
    currency: 'eur',
    cities: ['Cork', 'Dublin', 'Galway'],
    given: ['Aoife', 'Ciarán', 'Niamh', 'Oisín'],
    family: ['Byrne', 'Kelly', 'Murphy', 'O’Brien'],
  },
  jp: {
    country: 'JP',
    currency: 'jpy',
    cities: ['東京', '大阪', '京都', '福岡'],
    given: ['Aiko', 'Haruto', 'Kenji', 'Mika', 'Ren', 'Yui'],
    family: ['Fujita', 'Ito', 'Kobayashi', 'Sato', 'Tanaka', 'Yamamoto'],
  },
  ca: {
    country: 'CA',
    currency: 'usd',
    cities: ['Halifax', 'Montréal', 'Toronto', 'Vancouver'],
    given: english,
    family: ['Bouchard', 'Campbell', 'Fraser', 'MacLeod', 'Tremblay', 'Singh'],
  },
  au: {
    country: 'AU',
    currency: 'usd',
    cities: ['Brisbane', 'Melbourne', 'Perth', 'Sydney'],
    given: english,
    family: ['Bennett', 'Cooper', 'Dawson', 'Harris', 'Nolan'],
  },
  se: {
    country: 'SE',
    currency: 'usd',
    cities: ['Göteborg', 'Malmö', 'Stockholm'],
    given: ['Åsa', 'Erik', 'Freja', 'Nils'],
    family: ['Åström', 'Berg', 'Lindqvist', 'Öberg'],
  },
  in: {
    country: 'IN',
    currency: 'usd',
    cities: ['Bengaluru', 'Mumbai', 'Pune'],
    given: ['Arjun', 'Divya', 'Kiran', 'Meera'],
    family: ['Iyer', 'Mehta', 'Nair', 'Rao'],
  },
};

export const companyFirst: Names = [
  'Alder', 'Amber', 'Beacon', 'Birch', 'Bluebell', 'Bramble', 'Cedar', 'Copper', 'Dover', 'Elm', 'Falcon', 'Garnet',
  'Granite', 'Harbor', 'Hazel', 'Ivory', 'Juniper', 'Kestrel', 'Larch', 'Lumen', 'Maple', 'Marsh', 'Meridian', 'Nimbus',
  'North', 'Oak', 'Orchard', 'Pebble', 'Pine', 'Quarry', 'Raven', 'River', 'Rowan', 'Sable', 'Slate', 'Thistle',
  'Tidal', 'Willow', 'Wren', 'Yarrow',
];
export const companySecond: Names = [
  'Bakery', 'Builders', 'Catering', 'Clinic', 'Crew', 'Electric', 'Events', 'Facilities', 'Freight', 'Gardens',
  'Joinery', 'Kitchens', 'Landscapes', 'Logistics', 'Movers', 'Outfitters', 'Plumbing', 'Roofing', 'Security', 'Studios',
  'Surveyors', 'Works',
];

/** Names that break careless software: scripts, formulas, directions, lengths, words that look like nothing. */
export const awkwardNames: Names = [
  '🌿 Fern & Moss 🌿',
  'شركة النخيل للتجارة',
  'מאפיית הזית',
  'O’Brien & "Sons", Ltd.',
  "Robert'); DROP TABLE students;--",
  '<b>Bold</b> Bakery <script>alert(1)</script>',
  '=HYPERLINK("https://example.com","open")',
  'null',
  'undefined',
  '  Spaces Around  ',
  'Right\u202eto left',
  'Zero\u200bwidth Joinery',
  '👩‍👩‍👧‍👦 Family Movers',
  '株式会社田中建設',
  `A Very Long Name ${'of Partners '.repeat(12)}LLP`,
  '\\\\server\\share "C:\\temp"',
];
