import { expect, test } from 'vitest';
import { playStory } from './play-story';

const first = { password: '', webhookSecret: '', anchor: '2026-03-10T09:30:00.000Z', scale: 1 };
const ids = (story: ReturnType<typeof playStory>) => story.news.map(({ id, created }) => `${id} ${created}`);

test('a later run tells the same story and adds only what has happened since', () => {
  const original = playStory(first, new Date(first.anchor));
  const later = new Date('2026-03-13T08:00:00.000Z');
  const again = playStory(first, later);
  expect(ids(again).slice(0, original.news.length)).toEqual(ids(original));

  const news = playStory({ ...first, deliveredUntil: original.closes.toISOString() }, later);
  expect(ids(original).concat(ids(news)).length).toBeGreaterThanOrEqual(again.news.length);
  expect(new Set([...ids(original), ...ids(news)])).toEqual(new Set(ids(again)));
  expect(news.news.length).toBeLessThan(original.news.length / 10);
}, 60_000);
