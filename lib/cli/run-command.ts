import { boot } from '@/lib/boot/boot';
import { AppError } from '@/lib/errors';
import { type Command, UsageError } from './command';
import { backfill } from './commands/backfill';
import { catchUp } from './commands/catch-up';
import { connectionAdd } from './commands/connection-add';
import { fxImport } from './commands/fx-import';
import { keyCreate } from './commands/key-create';
import { rebuild } from './commands/rebuild';
import { replay } from './commands/replay';
import { status } from './commands/status';
import { userCreate } from './commands/user-create';
import { verify } from './commands/verify';

const commands: Record<string, Command> = {
  status,
  verify,
  rebuild,
  backfill,
  'catch-up': catchUp,
  replay,
  'user:create': userCreate,
  'connection:add': connectionAdd,
  'key:create': keyCreate,
  'fx:import': fxImport,
};

/** Runs beside a running server or without one, over the same database, and returns the exit code. */
export async function runCommand([word = 'help', ...args]: string[]): Promise<number> {
  if (word === 'help' || word === '--help') {
    console.log(help());
    return 0;
  }
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (!command) {
    console.error(`There is no command ${word}.\n\n${help()}`);
    return 2;
  }
  const booted = await boot();
  try {
    return await command.run(args);
  } catch (error) {
    if (!isUsageMistake(error)) throw error;
    console.error(`${error.message}\nUsage: npm run headwater -- ${word} ${command.usage}`);
    return 2;
  } finally {
    await booted.stop();
  }
}

function help(): string {
  const lines = Object.entries(commands).map(
    ([word, { usage, summary }]) => `  ${`${word} ${usage}`.trim()}\n      ${summary}`,
  );
  return ['npm run headwater -- <command>', ...lines].join('\n');
}

/** Ours, a refused input, or what parseArgs says about an unknown option. */
function isUsageMistake(error: unknown): error is Error {
  if (error instanceof UsageError || error instanceof AppError) return true;
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
