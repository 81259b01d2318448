import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { importRates } from '@/lib/fx/import-rates';
import { type Command, UsageError } from '../command';
import { findWorkspace } from '../find-workspace';

export const fxImport: Command = {
  summary: "Imports exchange rates (day,base,quote,rate, or the ECB's history file) and converts what waited for them.",
  usage: '<file.csv> [--workspace <id>]',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { workspace: { type: 'string' } },
    });
    const [file] = positionals;
    if (!file || !existsSync(file)) throw new UsageError(file ? `There is no file ${file}.` : 'Name a CSV file.');
    const workspaceId = await findWorkspace(values.workspace);
    const { rows, changed } = await importRates(workspaceId, readFileSync(file, 'utf8'), 'csv');
    console.log(`${rows} rates read, ${changed} new or different.`);
    return 0;
  },
};
