import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type BackfillProgress, loadBackfill, type StepProgress } from '@/lib/connections/backfill/load-backfill';
import { resumeBackfill } from '@/lib/connections/backfill/pause-backfill';
import { runBackfill } from '@/lib/connections/backfill/run-backfill';
import { startBackfill } from '@/lib/connections/backfill/start-backfill';
import { getDb } from '@/lib/db/client';
import { projectWhenAlone } from '@/lib/inbox/projector';
import { type Command, UsageError } from '../command';
import { findWorkspace } from '../find-workspace';

const SAID_EVERY_MS = 2000;

export const backfill: Command = {
  summary: 'Reads the history of a source from Stripe, or goes on with it, and shows how far each list is.',
  usage: '[--connection <id>] [--workspace <id>] [--again] [--status]',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        connection: { type: 'string' },
        workspace: { type: 'string' },
        again: { type: 'boolean' },
        status: { type: 'boolean' },
      },
    });
    const source = await findSource(await findWorkspace(values.workspace), values.connection);
    if (!values.status) await readToTheEnd(source, values.again === true);
    const progress = await loadBackfill(source.workspaceId, source.id);
    console.log([progress.state, ...progress.steps.map(printed)].join('\n'));
    return values.status || progress.state === 'done' ? 0 : 1;
  },
};

interface Source {
  workspaceId: string;
  id: string;
}

/** The one that was named, or the only one that has a key. */
async function findSource(workspaceId: string, id: string | undefined): Promise<Source> {
  const sources = await getDb().connection.findMany({
    where: { workspaceId, ...(id ? { id } : { apiKeyCipher: { not: null } }) },
    select: { id: true },
  });
  const [source] = sources;
  if (!source) throw new UsageError(id ? `There is no source ${id}.` : 'No source has a restricted key.');
  if (sources.length > 1) throw new UsageError('Several sources have a key: name one with --connection.');
  return { workspaceId, id: source.id };
}

/** A running server may be at it already: then this only watches, and takes over should the server stop. */
async function readToTheEnd(source: Source, again: boolean): Promise<void> {
  const { state } = await loadBackfill(source.workspaceId, source.id);
  if (state === 'paused') await resumeBackfill(source);
  else if (again || state === 'idle' || state === 'done') await startBackfill(source);
  const ended = runBackfill(source, new AbortController().signal).then(() => true);
  while (!(await Promise.race([ended, sleep(SAID_EVERY_MS, false)])))
    for (const step of busy(await loadBackfill(source.workspaceId, source.id))) console.error(printed(step));
  await projectWhenAlone();
}

const busy = ({ steps }: BackfillProgress): StepProgress[] =>
  steps.filter(({ phase, problem }) => problem !== null || (phase !== 'waiting' && phase !== 'done'));

function printed(step: StepProgress): string {
  const { label, phase, objects, counted, recovered, unlisted, gone, perSecond, secondsLeft, problem } = step;
  const parts = [
    `${objects} read`,
    ...(counted === null ? [] : [`${counted} counted`]),
    ...(recovered > 0 ? [`${recovered} recovered`] : []),
    ...(unlisted > 0 ? [`${unlisted} found by reference`] : []),
    ...(gone > 0 ? [`${gone} gone`] : []),
    ...(perSecond === null ? [] : [`${Math.round(perSecond)}/s`]),
    ...(secondsLeft ? [`${Math.ceil(secondsLeft)} s left`] : []),
    ...(problem === null ? [] : [problem]),
  ];
  return `  ${label.padEnd(22)}${phase.padEnd(10)}${parts.join(', ')}`;
}
