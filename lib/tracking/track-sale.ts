import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import { wakeProjector } from '@/lib/inbox/wake-projector';
import { findClick, latestClick } from './find-click';
import { identifiersOf, joinVisitors, loadSpellings, markDue } from './identify';
import { FIELDS, storeLead } from './track-lead';
import type { SaleRequest, Tracking } from './track-requests';

const storedSale = z.object({
  eventName: z.string(),
  externalId: z.string(),
  amountMinor: z.bigint(),
  currency: z.string(),
  paymentProcessor: z.string(),
  invoiceId: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
});
type StoredSale = z.output<typeof storedSale>;

const customerRow = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  avatar: z.string().nullable(),
});

export interface TrackedSale {
  sale: StoredSale;
  /** As the sale tells, else as the customer's leads did. */
  customer: z.output<typeof customerRow>;
}

/**
 * Stores a sale that the app tells of. One with an `invoiceId` that was told before is the one of then. With a click of its
 * own, a customer who was no lead becomes known by it. Throws `not_found` for a click or a lead that is not known.
 */
export async function trackSale(tracking: Tracking, request: SaleRequest, at = new Date()): Promise<TrackedSale> {
  const { workspaceId } = tracking;
  const tracked = await inTransaction(async (tx) => {
    const names = { userId: request.customerExternalId, email: request.customerEmail };
    const identifiers = identifiersOf(names, await loadSpellings(tx, workspaceId), FIELDS);
    const clickId = request.clickId
      ? await joinByClick(tx, tracking, { ...request, clickId: request.clickId, identifiers, at })
      : await clickOfLead(tx, tracking, request, identifiers);
    const sale = await storeSale(tx, tracking, { ...request, clickId, at });
    return { sale, customer: await loadCustomer(tx, tracking, request) };
  });
  wakeProjector();
  return tracked;
}

async function loadCustomer(tx: pg.ClientBase, { workspaceId, livemode }: Tracking, sale: SaleRequest) {
  const { rows } = await tx.query(
    `select name, email, avatar from lead where workspace_id = $1 and external_id = $2 and livemode = $3 and source = 'manual'
     order by occurred_at desc, id limit 1`,
    [workspaceId, sale.customerExternalId, livemode],
  );
  const known = z.array(customerRow).parse(rows)[0];
  return {
    name: sale.customerName || known?.name || null,
    email: sale.customerEmail || known?.email || null,
    avatar: sale.customerAvatar || known?.avatar || null,
  };
}

interface ByClick extends SaleRequest {
  clickId: string;
  identifiers: readonly string[];
  at: Date;
}

async function joinByClick(tx: pg.ClientBase, tracking: Tracking, sale: ByClick): Promise<string> {
  const { workspaceId, livemode } = tracking;
  const { identifiers, leadEventName } = sale;
  const { id, visitorId } = await findClick(tx, workspaceId, sale.clickId);
  const isNew = await joinVisitors(tx, workspaceId, [{ visitorId, identifiers, cause: 'sale', livemode }]);
  const isLead = leadEventName
    ? await storeLead(tx, tracking, { ...sale, clickId: id, eventName: leadEventName })
    : false;
  if (isNew || isLead) await markDue(tx, workspaceId, [...identifiers, `click:${id}`], 'lead');
  return id;
}

/** The click of the lead that is named, or of the latest one; without a lead the latest click of the customer, if any. */
async function clickOfLead(
  tx: pg.ClientBase,
  tracking: Tracking,
  { customerExternalId, leadEventName }: SaleRequest,
  identifiers: readonly string[],
): Promise<string> {
  const { rows } = await tx.query<{ click_id: string }>(
    `select click_id from lead where workspace_id = $1 and external_id = $2 and livemode = $3 and ($4::text is null or event_name = $4)
     order by occurred_at desc, id limit 1`,
    [tracking.workspaceId, customerExternalId, tracking.livemode, leadEventName || null],
  );
  const [lead] = rows;
  if (lead) return lead.click_id;
  if (leadEventName)
    throw new AppError(
      'not_found',
      `leadEventName: the customer has no lead “${leadEventName}”. Track it first, or send the clickId.`,
      'leadEventName',
    );
  return (await latestClick(tx, tracking, identifiers))?.id ?? '';
}

const COLUMNS = `event_name as "eventName", external_id as "externalId", amount_minor as "amountMinor", currency,
  payment_processor as "paymentProcessor", invoice_id as "invoiceId", metadata`;

interface NewSale extends SaleRequest {
  clickId: string;
  at: Date;
}

async function storeSale(tx: pg.ClientBase, { workspaceId, livemode }: Tracking, sale: NewSale): Promise<StoredSale> {
  const invoiceId = sale.invoiceId || null;
  const stored = await tx.query(
    `insert into tracked_sale (workspace_id, id, livemode, event_name, occurred_at, external_id, click_id, currency, amount_minor,
       payment_processor, invoice_id, lead_event_name, metadata)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (workspace_id, livemode, invoice_id) do nothing returning ${COLUMNS}`,
    [
      ...[
        workspaceId,
        `sale_${randomUUID()}`,
        livemode,
        sale.eventName,
        sale.at,
        sale.customerExternalId,
        sale.clickId,
      ],
      ...[sale.currency, sale.amount, sale.paymentProcessor, invoiceId, sale.leadEventName || null],
      sale.metadata ? JSON.stringify(sale.metadata) : null,
    ],
  );
  const { rows } =
    stored.rowCount === 1
      ? stored
      : await tx.query(
          `select ${COLUMNS} from tracked_sale where workspace_id = $1 and invoice_id = $2 and livemode = $3`,
          [workspaceId, invoiceId, livemode],
        );
  return storedSale.parse(rows[0]);
}
