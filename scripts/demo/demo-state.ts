import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const stateShape = z.object({
  password: z.string(),
  webhookSecret: z.string(),
  /** The day of the first run, from which the story is told: later runs go on with the same one. */
  anchor: z.iso.datetime(),
  /** How many people the story has, against the whole of it. */
  scale: z.number().positive().max(1).default(1),
  deliveredUntil: z.iso.datetime().optional(),
});

export type DemoState = z.infer<typeof stateShape>;

const fileIn = (folder: string): string => join(folder, 'demo.json');

/** What an earlier run left, or a new beginning with a password of its own. */
export function loadDemoState(folder: string, today: Date, scale: number): DemoState {
  if (existsSync(fileIn(folder))) return stateShape.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
  const state = stateShape.parse({
    password: randomBytes(9).toString('base64url'),
    webhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
    anchor: today.toISOString(),
    scale,
  });
  saveDemoState(folder, state);
  return state;
}

export function saveDemoState(folder: string, state: DemoState): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(fileIn(folder), `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
}
