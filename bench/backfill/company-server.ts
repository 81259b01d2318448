import { makeCompany } from '@/lib/connections/backfill/testing/company';
import { startSandboxServer } from '@/sandbox/server';

// A company with a history behind Stripe's API, in a process of its own.
const { CUSTOMERS = '1000', DAYS = '790', PORT = '0' } = process.env;
const { account } = makeCompany({
  customers: Number(CUSTOMERS),
  startAt: new Date('2024-01-01T09:00:00Z'),
  days: Number(DAYS),
});
await startSandboxServer({ account, port: Number(PORT) });
