import { z } from 'zod';
import { type Day, dayOf } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { checkRates, type KnownRates } from './check-rates';
import { fetchText } from './fetch-text';
import { loadFirstFigure } from './load-first-figure';
import { BadRates, parseEcbXml } from './parse-ecb-xml';
import { fileToRead, wantedFrom } from './rate-files';
import { loadReading, saveProblem, saveSuccess } from './rate-readings';
import { type DatedRate, ECB } from './store-rates';
import { takeRates } from './take-rates';

/** Reads a file at most once, for however many workspaces. */
export type RateFiles = (url: string) => Promise<DatedRate[]>;

export function rateFiles(): RateFiles {
  const files = new Map<string, Promise<DatedRate[]>>();
  return (url) => {
    const file = files.get(url) ?? fetchText(url).then(parseEcbXml);
    files.set(url, file);
    return file;
  };
}

/**
 * Reads the ECB's rates for a workspace: today's, or as much of the history as its figures need and has not been read yet.
 * An answer that cannot be true changes nothing; why is kept beside the last success. Returns how many rates changed.
 */
export async function readEcbRates(
  workspaceId: string,
  url: string,
  files: RateFiles = rateFiles(),
  now = new Date(),
): Promise<number> {
  const today = dayOf(now, 'UTC');
  const { covered } = await loadReading(workspaceId);
  const from = wantedFrom(await loadFirstFigure(workspaceId), today);
  try {
    const file = await files(fileToRead(url, from, covered, today));
    checkRates(file, await loadKnown(workspaceId), today);
    const { changed } = await takeRates(
      workspaceId,
      file.filter(({ day }) => day >= from),
      ECB,
    );
    const newest = file.reduce((latest, { day }) => (day > latest ? day : latest), covered?.newest ?? '');
    await saveSuccess(workspaceId, { oldest: earlier(from, covered?.oldest ?? from), newest }, now);
    return changed;
  } catch (error) {
    if (!(error instanceof BadRates)) throw error;
    await saveProblem(workspaceId, error.message, now);
    return 0;
  }
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

const knownRow = z.object({ quote: z.string(), day: z.string(), rate: z.string() });

/** The last day's rates, without those of currencies that are no longer quoted. */
async function loadKnown(workspaceId: string): Promise<KnownRates> {
  const rows = await queryRows(knownRow, {
    text: `select quote, day, rate::text from fx_rate where workspace_id = $1 and base = 'eur' and source = $2
      and day = (select max(day) from fx_rate where workspace_id = $1 and base = 'eur' and source = $2)`,
    values: [workspaceId, ECB],
  });
  return new Map(rows.map(({ quote, day, rate }) => [quote, { day, rate }]));
}
