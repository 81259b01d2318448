import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { loadProgress } from '@/lib/workspace/load-freshness';

/** The last few results of one kind of fold, each for as long as nothing that it was made from has changed. */
export class KeptUntilChanged<T> {
  private readonly kept = new Map<string, Promise<T>>();

  constructor(private readonly most: number) {}

  /** The result for this question: the kept one, one that is just being made, or a new one. */
  async get(workspaceId: string, question: readonly unknown[], make: () => Promise<T>): Promise<T> {
    const key = JSON.stringify([workspaceId, await watermark(workspaceId), ...question]);
    const known = this.kept.get(key);
    if (known) return known;
    const made = make();
    this.kept.set(key, made);
    made.catch(() => this.kept.delete(key));
    for (const oldest of [...this.kept.keys()].slice(0, -this.most)) this.kept.delete(oldest);
    return made;
  }
}

const row = z.object({ rates: z.string().nullable() });

/** Changes with everything a fold reads: events, settings, and the rates that some definitions convert at. */
async function watermark(workspaceId: string): Promise<string> {
  const [{ version }, [stored]] = await Promise.all([
    loadProgress(workspaceId),
    queryRows(row, {
      text: `select md5(string_agg(base || quote || day || rate, ',' order by base, quote, day)) as rates from fx_rate where workspace_id = $1`,
      values: [workspaceId],
    }),
  ]);
  return `${version} ${stored?.rates ?? ''}`;
}
