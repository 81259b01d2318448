import { cpus, totalmem } from 'node:os';

/** Prints a table in Markdown, ready for docs/performance.md. */
export function printTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  console.log([line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n'));
}

export interface Limit {
  name: string;
  ok: boolean;
  found: string;
}

/** Prints which limits hold; a bench that breaks one ends with exit code 1. */
export function printLimits(limits: readonly Limit[]): void {
  for (const { name, ok, found } of limits) console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${found}`);
  if (limits.some(({ ok }) => !ok)) process.exitCode = 1;
}

export function printMachine(): void {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  console.log(`${cpus().length} × ${cpu?.model ?? 'CPU'}, ${memory} GB, Node ${process.version}, ${process.platform}`);
}

export const ms = (value: number): string => value.toFixed(1);
