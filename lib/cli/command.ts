/** One word of `npm run headwater -- <word>`. */
export interface Command {
  summary: string;
  /** The arguments, for the usage line. */
  usage: string;
  /** Returns the exit code. The database is there. */
  run(args: string[]): Promise<number>;
}

/** A mistake in how the command was called: printed with the usage, without a trace. */
export class UsageError extends Error {}
