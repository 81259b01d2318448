import { parseArgs } from 'node:util';
import { loadAccount } from '@/lib/auth/load-account';
import { replayEvents, untilProjected } from '@/lib/inbox/replay/replay-events';
import { formatMoney } from '@/lib/money/format';
import { replaySelection, reportReplay } from '@/lib/workspace/replay';
import type { ReplayReport } from '@/lib/workspace/replay-shapes';
import { type Command, UsageError } from '../command';
import { findWorkspace } from '../find-workspace';

const text = { type: 'string' } as const;

export const replay: Command = {
  summary: 'Reads stored events again and folds their customers again; with --dry-run says which rows would change.',
  usage:
    '[--event <id>]… [--connection <id>] [--type <type>] [--state failed] [--object <id>] [--from <day>] [--to <day>] [--all] [--dry-run] [--workspace <id>]',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        ...{ connection: text, type: text, state: text, object: text, from: text, to: text, workspace: text },
        ...{ mode: text, source: text, event: { type: 'string', multiple: true } },
        ...{ all: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
      },
    });
    const { event: ids, all, 'dry-run': dryRun, workspace, ...filter } = values;
    if (!all && !ids && Object.keys(filter).length === 0)
      throw new UsageError('Say which events: by --event or a filter, or --all.');
    const selection = replaySelection.safeParse({ ...filter, ids });
    if (!selection.success) {
      const [issue] = selection.error.issues;
      throw new UsageError(`--${issue?.path.join('.')}: ${issue?.message}`);
    }
    const owned = await loadAccount(await findWorkspace(workspace));
    if (dryRun) {
      console.log(printed(await reportReplay(owned, selection.data)).join('\n'));
      return 0;
    }
    const events = await replayEvents(owned, selection.data);
    let said = 0;
    const progress = (waiting: number) => {
      if (Date.now() - said < SAID_EVERY_MS) return;
      said = Date.now();
      console.error(`${waiting} events wait`);
    };
    await untilProjected(owned.workspaceId, { progress });
    console.log(`${events} events were replayed.`);
    return 0;
  },
};

const SAID_EVERY_MS = 2000;

function printed({ matching, events, owners, outcomes, failures, sums, changes, rows }: ReplayReport): string[] {
  const { projected, ignored, failed } = outcomes;
  return [
    `${events} of ${matching} events, ${owners} customers: ${projected} projected, ${ignored} ignored, ${failed} failed`,
    ...failures.map(({ id, type, reason }) => `  failed ${id} ${type}: ${reason}`),
    changes === 0 ? 'No row changes.' : `${changes} rows change:`,
    ...sums.map(
      ({ table, measure, currency, added, removed, changed, differenceMinor }) =>
        `  ${table} ${measure}: +${added} −${removed} ~${changed}${currency ? ` ${formatMoney(differenceMinor, currency, { sign: true })}` : ''}`,
    ),
    ...rows.map(
      ({ change, table, ownerId, day, measure, about }) =>
        `  ${change} ${table} ${ownerId} ${day} ${measure} ${about ?? ''}`,
    ),
  ];
}
