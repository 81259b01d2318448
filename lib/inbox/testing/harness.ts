import { createHmac } from 'node:crypto';
import { seal } from '@/lib/auth/secret-box';
import { closeDatabase, getDb, getPool } from '@/lib/db/client';
import { createTestDatabase } from '@/lib/db/testing/test-database';
import type { Account } from '@/lib/reports/types';
import { forgetEndpoints } from '../load-endpoint';
import { projectPending } from '../projector';
import { receiveStripeEvent } from '../receive-stripe-event';
import type { FakeEvent } from './stripe-objects';

export const SECRET = 'whsec_test_harness';

export interface Harness {
  account: Account;
  connectionId: string;
  /** Posts events through the webhook door, signed; throws unless each is acknowledged. */
  post: (...events: FakeEvent[]) => Promise<void>;
  /** The same, then projects everything. */
  deliver: (...events: FakeEvent[]) => Promise<void>;
  /** Empties inbox and ledger, keeps the workspace. */
  reset: () => Promise<void>;
  close: () => Promise<void>;
}

/** A migrated database of its own with one workspace and one connection. */
export async function startHarness(settings: Partial<Account> = {}): Promise<Harness> {
  const database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  process.env.HEADWATER_SECRET ??= 'a-test-secret-of-more-than-32-characters';
  forgetEndpoints();
  const { connectionId, ...account } = await createWorkspace(settings);

  const post = async (...events: FakeEvent[]) => {
    for (const event of events) {
      const receipt = await postBody(connectionId, Buffer.from(JSON.stringify(event)));
      if (receipt.status !== 200) throw new Error(`${event.type}: ${receipt.status} ${JSON.stringify(receipt.body)}`);
    }
  };
  return {
    account,
    connectionId,
    post,
    deliver: async (...events) => {
      await post(...events);
      await projectPending();
    },
    reset: async () => {
      await getPool().query(
        'truncate stripe_event, object_version, object_owner, catalog_item, ledger_owner, mrr_span, series_span, ledger_entry, sale, ledger_issue, buyer_day, daily_rollup, period_rollup, mrr_leaf_daily, mrr_leaf_period, buyer_rollup, buyer_monthly, person_joined, cohort_size, cohort_rollup, fx_rate, owner_identifier, shared_identifier, identity_mapping, identity_pin, person_alias, identity_action, person_move, identity_preview, identity_preview_move, touchpoint, visitor_identifier, lead, tracked_sale, attribution_due, attribution_move, commission_due, link, partner, partner_code',
      );
    },
    close: async () => {
      await closeDatabase();
      await database.drop();
    },
  };
}

/** One workspace with one connection, in the database that DATABASE_URL names. */
export async function createWorkspace(settings: Partial<Account> = {}): Promise<Account & { connectionId: string }> {
  const account: Account = {
    workspaceId: 'ws_test',
    currency: 'usd',
    timeZone: 'UTC',
    weekStart: 'monday',
    feeHandling: 'net_of_fees',
    settingsVersion: 1,
    metadataKeys: [],
    ...settings,
  };
  const { workspaceId: id, currency, timeZone, weekStart, feeHandling } = account;
  const metadataKeys = [...account.metadataKeys];
  await getDb().workspace.create({
    data: { id, name: 'Test', currency, timeZone, weekStart, feeHandling, metadataKeys },
  });
  const connectionId = 'default';
  await getDb().connection.create({ data: { workspaceId: id, id: connectionId, name: 'Stripe' } });
  await getDb().webhookSecret.create({
    data: { workspaceId: id, connectionId, id: 'one', cipher: seal(SECRET), hint: '…' },
  });
  return { ...account, connectionId };
}

export const postBody = (connectionId: string, rawBody: Buffer, signature = sign(rawBody)) =>
  receiveStripeEvent({ connectionId, rawBody, signature });

/** A `Stripe-Signature` header as Stripe writes it. */
export function sign(body: Buffer | string, secret = SECRET, at = Math.floor(Date.now() / 1000)): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex')}`;
}

export async function storeRate(
  account: Account,
  base: string,
  quote: string,
  day: string,
  rate: string,
): Promise<void> {
  await getPool().query(
    "insert into fx_rate (workspace_id, base, quote, day, rate, source) values ($1, $2, $3, $4, $5, 'test')",
    [account.workspaceId, base, quote, day, rate],
  );
}
