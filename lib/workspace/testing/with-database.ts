import { afterAll, beforeAll } from 'vitest';
import { closeDatabase, getDb } from '@/lib/db/client';
import { createTestDatabase, type TestDatabase } from '@/lib/db/testing/test-database';

/** Gives the file a database of its own. */
export function withDatabase(): void {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    process.env.DATABASE_URL = database.url;
    process.env.HEADWATER_SECRET = 'a secret of the test suite';
  });
  afterAll(async () => {
    await closeDatabase();
    await database.drop();
  });
}

export async function addUser(id: string, email = `${id}@example.com`): Promise<void> {
  await getDb().user.create({ data: { id, email, sessionsValidFrom: new Date('2026-01-01') } });
}

/** A workspace with one member for each role that is named. */
export async function addWorkspace(id: string, members: Record<string, string> = {}): Promise<void> {
  await getDb().workspace.create({ data: { id, name: `Workspace ${id}` } });
  for (const [userId, role] of Object.entries(members)) {
    if (!(await getDb().user.findUnique({ where: { id: userId } }))) await addUser(userId);
    await getDb().member.create({ data: { workspaceId: id, userId, role } });
  }
}
