import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const lockShape = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() })),
});

const lock = lockShape.parse(JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')));

/** Node looks for a package beside its user, then in every folder above. */
function isLocked(user: string, name: string): boolean {
  for (let place = user; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    if (`${place}/node_modules/${name}`.replace(/^\//, '') in lock.packages) return true;
    if (place === '') return false;
  }
}

test('the lock file names the binaries of every platform: npm ci refuses one that does not', () => {
  const missing = Object.entries(lock.packages).flatMap(([user, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(user, name)),
  );
  expect(missing).toEqual([]);
});
