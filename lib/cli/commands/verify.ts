import { parseArgs } from 'node:util';
import { checkFigures } from '@/lib/checks/check-figures';
import type { Command } from '../command';
import { findWorkspaces } from '../find-workspace';

export const verify: Command = {
  summary:
    'Checks over the live data that the numbers add up, are what the events come to, and agree with Stripe’s balance.',
  usage: '[--workspace <id>]',
  async run(args) {
    const { values } = parseArgs({ args, options: { workspace: { type: 'string' } } });
    let failed = 0;
    for (const { id, name } of await findWorkspaces(values.workspace)) {
      console.log(`${name} (${id})`);
      for (const check of await checkFigures(id, new Date())) {
        if (!check.ok) failed += 1;
        console.log(`  ${check.ok ? 'ok  ' : 'FAIL'} ${check.name}${check.detail ? `: ${check.detail}` : ''}`);
      }
    }
    console.log(failed === 0 ? 'Everything adds up.' : `${failed} checks failed.`);
    return failed === 0 ? 0 : 1;
  },
};
