import { defineConfig } from 'prisma/config';

/** For Prisma's own CLI (`prisma studio`, `prisma migrate deploy`); the app itself reads DATABASE_URL in lib/db/client.ts. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
