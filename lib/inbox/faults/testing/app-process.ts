import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

export interface AppProcess {
  origin: string;
  databaseUrl: string;
  /** kill -9, and until the process is gone. */
  kill(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '../../../..');
const readyShape = z.object({ ready: z.literal(true), port: z.number(), databaseUrl: z.string() });

/** Starts the webhook door and its projector in a process of its own; resolves when it takes events. `program` may do more. */
export async function startApp(
  environment: Record<string, string>,
  program = join(import.meta.dirname, 'webhook-app.ts'),
): Promise<AppProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = readyShape.safeParse(parse(line));
    if (!ready.success) continue;
    return {
      origin: `http://127.0.0.1:${ready.data.port}`,
      databaseUrl: ready.data.databaseUrl,
      kill: async () => {
        child.kill('SIGKILL');
        await gone;
      },
    };
  }
  throw new Error('the app ended before it was ready');
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // a line of some log
  }
}
