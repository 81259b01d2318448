import pg from 'pg';
import { freePort } from '@/lib/db/embedded/access-file';
import { click } from './redirect/click';
import { buildBareNext } from './support/bare-next';
import { type ChildServer, startChild } from './support/child-server';
import { ms, printLimits, printMachine, printTable } from './support/report';
import { median, quantile } from './support/statistics';
import { startTemporaryPostgres } from './support/temporary-postgres';

const PER_SECOND = 500;
const CONNECTIONS = 32;
const ROUNDS = 9;
const WARM_UP = 2000;
const BARE_NEXT = 'bench/redirect/bare-next';

interface Contender {
  name: string;
  path: string;
  server: ChildServer;
  /** Of each round. */
  latencies: number[][];
}

/**
 * How long a click on a link takes, stored before it is answered, against a Next handler that only redirects. They take turns,
 * and the middle one of the rounds counts: what else the machine did during one of them is not the link's.
 */
export async function benchRedirect([seconds = '4']: string[]): Promise<void> {
  printMachine();
  const postgres = await startTemporaryPostgres();
  const contenders: Contender[] = [];
  try {
    const database = await postgres.createDatabase('product');
    const add = async (name: string, path: string, args: string[], env: Record<string, string>) => {
      contenders.push({ name, path, server: await startChild(args, await freePort(), env), latencies: [] });
    };
    await add('Headwater, npm start: the click is stored', '/r/bench', ['scripts/run.mjs', 'start'], {
      ...{ DATABASE_URL: database, HEADWATER_DATA_DIR: postgres.folder, FX_RATES_URL: '' },
      ...{ HEADWATER_OWNER_EMAIL: 'bench@example.com', HEADWATER_OWNER_PASSWORD: 'long enough for a bench' },
    });
    await addLink(database);
    await add('bare Next handler, nothing stored', '/go', buildBareNext(BARE_NEXT), {});
    const count = PER_SECOND * Number(seconds);
    for (const { path, server } of contenders) await clickAll(server, path, WARM_UP);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { path, server, latencies } of round % 2 ? contenders.toReversed() : contenders)
        latencies.push((await clickAll(server, path, PER_SECOND + count)).slice(PER_SECOND)); // without the opening of connections
    }
    report(contenders, { stored: await countClicks(database), clicked: WARM_UP + ROUNDS * (PER_SECOND + count) });
  } finally {
    for (const { server } of contenders) await server.stop();
    await postgres.drop();
  }
}

const clickAll = ({ port }: ChildServer, path: string, count: number) =>
  click({ port, path, count, perSecond: PER_SECOND, connections: CONNECTIONS });

async function withClient<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  return work(client).finally(() => client.end());
}

const addLink = (database: string) =>
  withClient(database, (client) =>
    client.query(
      `insert into link (workspace_id, id, slug, url, track_conversion)
       select id, 'link_bench', 'bench', 'https://shop.example/?utm_source=bench', true from workspace`,
    ),
  );

const countClicks = (database: string) =>
  withClient(database, async (client) => {
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from touchpoint');
    return rows[0]?.count ?? 0;
  });

/** Of the quantiles of all rounds. */
const middle = (rounds: readonly (readonly number[])[], part: number): number =>
  median(rounds.map((latencies) => quantile(latencies, part)));

function report(contenders: readonly Contender[], { stored, clicked }: { stored: number; clicked: number }): void {
  printTable(
    [`${PER_SECOND} clicks a second`, 'p50, ms', 'p99, ms'],
    contenders.map(({ name, latencies }) => [name, ms(middle(latencies, 0.5)), ms(middle(latencies, 0.99))]),
  );
  const p99 = (index: number) => middle(contenders[index]?.latencies ?? [], 0.99);
  const ratio = p99(0) / p99(1);
  printLimits([
    { name: 'p99 at most 1.5 × a bare Next redirect', ok: ratio <= 1.5, found: `${ratio.toFixed(2)} ×` },
    { name: 'p99 less than 15 ms over it', ok: p99(0) - p99(1) < 15, found: `${ms(p99(0) - p99(1))} ms` },
    { name: 'every click is stored', ok: stored === clicked, found: `${stored} of ${clicked}` },
  ]);
}
