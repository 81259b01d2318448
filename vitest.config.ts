import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') };
/** What is waited for comes, but on a busy machine not within the second that is the default. */
const patient = { poll: { timeout: 30_000 } };
const exclude = ['**/node_modules/**', '.next/**', 'data*/**', 'e2e/**'];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          isolate: false, // they share nothing that changes, and modules are read once: half of the time
          expect: patient,
          testTimeout: 60_000,
          include: ['**/*.test.ts'],
          exclude: [...exclude, '**/*.db.test.ts', '**/*.faults.test.ts'],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'db',
          expect: patient,
          sequence: { groupOrder: 1 },
          include: ['**/*.db.test.ts'],
          exclude,
          globalSetup: 'lib/db/testing/global-setup.ts',
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Kills, floods and waits: minutes long, so apart from `npm test`.
        resolve: { alias },
        test: {
          name: 'faults',
          expect: patient,
          sequence: { groupOrder: 2 },
          include: ['**/*.faults.test.ts'],
          exclude,
          globalSetup: 'lib/db/testing/global-setup.ts',
          // Most of it is waiting.
          maxWorkers: 3,
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
