import { DateTime } from 'luxon';
import { budgets, channels, type LinkKey, links, organic, untried } from './channels';
import { demand, openingOf, storyMonths } from './seasons';
import { seededRandom } from './seeded-random';
import { type StoryOptions, writeStory } from './write-story';

const DAY = 24 * 60 * 60;

/** A click on a link, or a visit that tells its source. Times are Unix seconds. */
export interface StoryTouch {
  id: string;
  at: number;
  link: LinkKey | null;
  source: string;
  medium: string;
  campaign: string;
  /** Whose: the same for all touches of one browser. */
  visitor: string;
}

/** Somebody who signed up, and did not buy or has not yet. */
export interface StoryLead {
  touch: StoryTouch;
  user: string;
  at: number;
}

export interface StorySpend {
  /** YYYY-MM-DD. */
  day: string;
  source: string;
  medium: string;
  campaign: string;
  currency: string;
  minor: number;
}

export interface Marketing {
  touches: StoryTouch[];
  leads: StoryLead[];
  spend: StorySpend[];
}

/** The click that a life's customer names in its metadata; null for those who came by nothing that is known. */
export const clickOf = (life: string): string | null => (channelOf(life) === 'nothing' ? null : `fern_${idOf(life)}`);

const channelOf = (life: string) => seededRandom(`came by ${life}`).weighted(channels);
const idOf = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '_');

/**
 * How everybody in the story came to Fernhill, who looked and left, and what it cost, up to the beginning of the last day.
 * Pure: the same day and scale give the same.
 */
export function writeMarketing(options: StoryOptions): Marketing {
  const until = DateTime.fromJSDate(options.until, { zone: 'utc' }).startOf('day');
  const bought = writeStory(options).flatMap(({ at, life, deed }) => (deed.kind === 'join' ? touchesOf(life, at) : []));
  const { touches, leads } = lookers(options, until.toSeconds());
  return {
    touches: [...bought, ...touches].filter(({ at }) => at < until.toSeconds()),
    leads,
    spend: spendUntil(openingOf(options.until), until, options.scale ?? 1),
  };
}

/** The click by which a customer signed up, and for every third one another, some days before. */
function touchesOf(life: string, joined: number): StoryTouch[] {
  const id = clickOf(life);
  if (id === null) return [];
  const random = seededRandom(`clicks of ${life}`);
  const visitor = `v:${id}`;
  const last = touch(`${id}`, channelOf(life), { visitor, at: joined - random.between(90, 3 * DAY) });
  if (!random.chance(0.35)) return [last];
  const before = last.at - random.between(DAY, 45 * DAY);
  return [touch(`${id}_first`, random.weighted(channels), { visitor, at: before }), last];
}

function touch(id: string, channel: ReturnType<typeof channelOf>, of: { visitor: string; at: number }): StoryTouch {
  if (channel === 'organic' || channel === 'nothing') return { id, link: null, ...organic, ...of };
  const { source, medium, campaign } = links[channel];
  return { id, link: channel, source, medium, campaign, ...of };
}

/** People who clicked and never bought; every ninth of them signed up. */
function lookers({ until, scale = 1 }: StoryOptions, end: number): Pick<Marketing, 'touches' | 'leads'> {
  const opening = openingOf(until);
  const touches: StoryTouch[] = [];
  const leads: StoryLead[] = [];
  for (let month = 0; month < storyMonths; month += 1) {
    const begins = opening.plus({ months: month });
    const seconds = begins.plus({ months: 1 }).toSeconds() - begins.toSeconds();
    const random = seededRandom(`lookers of month ${month}`);
    const many = Math.round(demand(opening, month) * 14 * scale);
    for (let number = 0; number < many; number += 1) {
      const id = `look_${month}_${number}`;
      const at = begins.toSeconds() + Math.floor(random.next() * seconds);
      const looked = touch(id, random.weighted(channels), { visitor: `v:${id}`, at });
      const signsUp = random.chance(0.11);
      if (at >= end) continue;
      touches.push(looked);
      if (signsUp && at + 600 < end) leads.push({ touch: looked, user: `usr_look_${month}_${number}`, at: at + 600 });
    }
  }
  return { touches, leads };
}

function spendUntil(opening: DateTime, until: DateTime, scale: number): StorySpend[] {
  const spend: StorySpend[] = [];
  const days = Math.round(until.diff(opening, 'days').days);
  for (let index = 0; index < days; index += 1) {
    const date = opening.plus({ days: index });
    const day = date.toISODate() ?? '';
    for (const { link, currency, minor, weekends } of budgets) {
      if (!weekends && date.weekday > 5) continue;
      const { source, medium, campaign } = links[link];
      const random = seededRandom(`spend of ${link} on ${day}`);
      const swing = random.between(70, 130);
      spend.push({ day, source, medium, campaign, currency, minor: Math.round((minor * swing * scale) / 100) });
    }
    const { days: last, minor, ...of } = untried;
    if (index >= days - last) spend.push({ day, ...of, minor: Math.round(minor * scale) });
  }
  return spend;
}
