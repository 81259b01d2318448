import { parseArgs } from 'node:util';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import type { Command } from '../command';
import { findWorkspaces } from '../find-workspace';

const SAID_EVERY = 10_000;

export const rebuild: Command = {
  summary: 'Recomputes every derived table from the stored events and compares the hashes before and after.',
  usage: '[--workspace <id>]',
  async run(args) {
    const { values } = parseArgs({ args, options: { workspace: { type: 'string' } } });
    let differing = 0;
    for (const { id, name } of await findWorkspaces(values.workspace)) {
      const progress = (done: number, what: string) => {
        if (done % SAID_EVERY === 0) console.error(`${name}: ${done} ${what}`);
      };
      const { before, after } = await rebuildWorkspace(id, { progress });
      const same = before === after;
      if (!same) differing += 1;
      console.log(
        `${name} (${id})\n  before ${before}\n  after  ${after}\n  ${same ? 'equal' : 'DIFFERENT: the tables were repaired'}`,
      );
    }
    return differing === 0 ? 0 : 1;
  },
};
