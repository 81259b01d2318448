import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@/lib/db/embedded/access-file';
import { startChild } from './support/child-server';
import { printLimits, printMachine, printTable } from './support/report';

const START_LIMIT_MS = 5000;
const MEMORY_LIMIT_MB = 450;
const IDLE_MS = 20_000;

/** How soon `npm start` takes requests with its own database, and what application and database hold in memory when idle. */
export async function benchStart(): Promise<void> {
  printMachine();
  const folder = mkdtempSync(join(tmpdir(), 'headwater-bench-'));
  try {
    const first = await startOnce(folder);
    await first.stop();
    const second = await startOnce(folder);
    await fetch(`http://127.0.0.1:${second.port}/sign-in`);
    await sleep(IDLE_MS);
    const memory = memoryOf(second.pid);
    await second.stop();
    printTable(
      ['', 'found'],
      [
        ['first start, database made', `${first.took} ms`],
        ['cold start, database there', `${second.took} ms`],
        ['memory of application and database, idle', `${memory} MB`],
      ],
    );
    printLimits([
      {
        name: `a cold start takes less than ${START_LIMIT_MS} ms`,
        ok: second.took < START_LIMIT_MS,
        found: `${second.took} ms`,
      },
      { name: `idle under ${MEMORY_LIMIT_MB} MB`, ok: memory < MEMORY_LIMIT_MB, found: `${memory} MB` },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOnce(folder: string) {
  const port = await freePort();
  const begin = performance.now();
  const server = await startChild(['scripts/run.mjs', 'start'], port, {
    ...{ HEADWATER_DATA_DIR: folder, DATABASE_URL: '', FX_RATES_URL: '' },
    ...{ HEADWATER_OWNER_EMAIL: 'bench@example.com', HEADWATER_OWNER_PASSWORD: 'long enough for a bench' },
  });
  const answer = await fetch(`http://127.0.0.1:${port}/sign-in`);
  if (!answer.ok) throw new Error(`The sign-in page answers ${answer.status}`);
  return { ...server, took: Math.round(performance.now() - begin) };
}

/** Proportional set size of a process and all its descendants, in MB: what they share is counted once. Linux only. */
function memoryOf(pid: number): number {
  const parents = new Map(
    readdirSync('/proc').flatMap((name): [number, number][] => {
      const parent = /^\d+$/.test(name) ? parentOf(name) : null;
      return parent === null ? [] : [[Number(name), parent]];
    }),
  );
  const isOurs = (one: number | undefined): boolean => one !== undefined && (one === pid || isOurs(parents.get(one)));
  const kilobytes = [...parents.keys()].filter(isOurs).map((one) => {
    const text = readFileSync(`/proc/${one}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
  });
  return Math.round(kilobytes.reduce((sum, one) => sum + one, 0) / 1024);
}

function parentOf(pid: string): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  } catch {
    return null; // gone meanwhile
  }
}
