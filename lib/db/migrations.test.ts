import { expect, test } from 'vitest';
import { diffSchema } from './schema-diff';

test('the migrations lead exactly to prisma/schema.prisma', async () => {
  expect(await diffSchema()).toBe('');
}, 60_000);

test('the comparison notices a schema that no migration makes', async () => {
  expect(await diffSchema([])).toContain('CREATE TABLE "stripe_event"');
}, 60_000);
