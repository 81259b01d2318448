import { benchBackfill } from './backfill';
import { benchBacklog } from './backlog';
import { benchCharts } from './charts';
import { benchIdentity } from './identity';
import { benchIngest } from './ingest';
import { benchRebuild } from './rebuild';
import { benchRedirect } from './redirect';
import { benchStart } from './start';
import { benchSyncEngine } from './sync-engine';

const BENCHES: Record<string, (args: string[]) => Promise<void>> = {
  rebuild: benchRebuild,
  charts: benchCharts,
  ingest: benchIngest,
  redirect: benchRedirect,
  backlog: benchBacklog,
  'sync-engine': benchSyncEngine,
  backfill: benchBackfill,
  identity: benchIdentity,
  start: benchStart,
};

/** `npm run bench` runs all of them, `npm run bench -- charts` one. */
export async function runBench([name, ...args]: string[]): Promise<void> {
  if (name !== undefined && !Object.hasOwn(BENCHES, name))
    throw new Error(`There is no bench “${name}”: ${Object.keys(BENCHES).join(', ')}.`);
  for (const [each, bench] of Object.entries(BENCHES)) {
    if (name !== undefined && name !== each) continue;
    console.log(`\n# ${each}`);
    await bench(args);
  }
}
