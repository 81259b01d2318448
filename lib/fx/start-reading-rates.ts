import { addDays, dayOf } from '@/lib/calendar/days';
import { getDb, getPool } from '@/lib/db/client';
import { loadFirstFigure } from './load-first-figure';
import { ratesUrl, wantedFrom } from './rate-files';
import { loadReading, type RateReading } from './rate-readings';
import { rateFiles, readEcbRates } from './read-ecb-rates';

/** How often to look whether something is due: a workspace may have been made, or older figures have arrived. */
const LOOK_EVERY_MS = 5 * 60_000;
/** After a try, whatever came of it. */
const REST_MS = 60 * 60_000;
/** The ECB publishes at about 16:00 in Frankfurt. */
const PUBLISHED_BY = 'T15:30:00Z';

export interface ReadingOptions {
  report?: (error: unknown) => void;
  url?: string | null;
}

/**
 * Reads the exchange rates now and every day after they are published. Several processes may run this: a lock lets one
 * read, and the others find that it has been done. While the database is away nothing is due.
 */
export function startReadingRates({ report = () => {}, url = ratesUrl() }: ReadingOptions = {}): {
  stop: () => Promise<void>;
} {
  if (url === null) return { stop: async () => {} };
  const tried = new Map<string, number>();
  let running: Promise<unknown> = Promise.resolve();
  const look = () => {
    running = running.then(() => readWhatIsDue(url, tried)).catch(report);
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** Returns the workspaces whose rates were read, or tried to be. */
export async function readWhatIsDue(
  url: string,
  tried = new Map<string, number>(),
  now = new Date(),
): Promise<string[]> {
  const lock = await getPool().connect();
  try {
    const { rows } = await lock.query<{ mine: boolean }>(
      "select pg_try_advisory_lock(hashtextextended('rates', 0)) as mine",
    );
    if (!rows[0]?.mine) return [];
    try {
      return await readAll(url, tried, now);
    } finally {
      await lock.query("select pg_advisory_unlock(hashtextextended('rates', 0))");
    }
  } finally {
    lock.release();
  }
}

async function readAll(url: string, tried: Map<string, number>, now: Date): Promise<string[]> {
  const files = rateFiles();
  const read: string[] = [];
  for (const { id } of await getDb().workspace.findMany({ select: { id: true } })) {
    if (now.getTime() - (tried.get(id) ?? 0) < REST_MS) continue;
    if (!(await isDue(id, await loadReading(id), now))) continue;
    tried.set(id, now.getTime());
    await readEcbRates(id, url, files, now);
    read.push(id);
  }
  return read;
}

async function isDue(workspaceId: string, { readAt, covered, problem }: RateReading, now: Date): Promise<boolean> {
  if (readAt === null || covered === null || problem !== null || readAt < lastPublication(now)) return true;
  if (now.getTime() - readAt.getTime() < REST_MS) return false;
  return wantedFrom(await loadFirstFigure(workspaceId), dayOf(now, 'UTC')) < covered.oldest;
}

function lastPublication(now: Date): Date {
  const today = dayOf(now, 'UTC');
  const published = new Date(today + PUBLISHED_BY);
  return published <= now ? published : new Date(addDays(today, -1) + PUBLISHED_BY);
}
