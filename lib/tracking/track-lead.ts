import type pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import { wakeProjector } from '@/lib/inbox/wake-projector';
import { tellOfLead } from '@/lib/webhooks/tell-of-lead';
import { type FoundClick, findClick, latestClick } from './find-click';
import { identifiersOf, joinVisitors, loadSpellings, markDue } from './identify';
import { digestOf } from './ids';
import type { LeadRequest, Tracking } from './track-requests';

/** The members of a request that name a person. */
export const FIELDS = { userId: 'customerExternalId', email: 'customerEmail' };

/**
 * Stores that whoever made a click became a lead, and who that is; the same event of the same customer counts once. A
 * deferred one only says who it is, for a later call without a click. Throws `not_found` for a click that nobody made.
 */
export async function trackLead(tracking: Tracking, request: LeadRequest, at = new Date()): Promise<FoundClick> {
  const { workspaceId, livemode } = tracking;
  const click = await inTransaction(async (tx) => {
    const names = { userId: request.customerExternalId, email: request.customerEmail };
    const identifiers = identifiersOf(names, await loadSpellings(tx, workspaceId), FIELDS);
    const found = await clickOf(tx, tracking, request, identifiers);
    const isNew = await joinVisitors(tx, workspaceId, [
      { visitorId: found.visitorId, identifiers, cause: 'lead', livemode },
    ]);
    const isFirst =
      request.mode !== 'deferred' && (await storeLead(tx, tracking, { ...request, clickId: found.id, at }));
    if (isNew || isFirst) await markDue(tx, workspaceId, [...identifiers, `click:${found.id}`], 'lead');
    return found;
  });
  wakeProjector();
  return click;
}

async function clickOf(
  tx: pg.ClientBase,
  tracking: Tracking,
  { clickId, customerExternalId }: LeadRequest,
  identifiers: readonly string[],
): Promise<FoundClick> {
  if (clickId !== '') return findClick(tx, tracking.workspaceId, clickId);
  const click = await latestClick(tx, tracking, identifiers);
  if (click) return click;
  const who = customerExternalId.slice(0, 100);
  throw new AppError('not_found', `clickId: it is empty, and no click of the customer “${who}” is known.`, 'clickId');
}

interface NewLead extends Omit<LeadRequest, 'mode'> {
  at: Date;
}

/** False when the customer is this lead already. */
export async function storeLead(tx: pg.ClientBase, tracking: Tracking, lead: NewLead): Promise<boolean> {
  const { workspaceId, livemode } = tracking;
  const { eventName, customerExternalId, customerName, customerEmail, customerAvatar, metadata } = lead;
  const id = `lead_${digestOf(String(livemode), customerExternalId, eventName)}`;
  const { rowCount } = await tx.query(
    `insert into lead (workspace_id, id, source, livemode, event_name, occurred_at, quantity, click_id, external_id, name, email, avatar, metadata)
     values ($1, $2, 'manual', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
    [
      ...[workspaceId, id, livemode, eventName, lead.at, lead.eventQuantity ?? 1, lead.clickId, customerExternalId],
      ...[
        customerName || null,
        customerEmail || null,
        customerAvatar || null,
        metadata ? JSON.stringify(metadata) : null,
      ],
    ],
  );
  if (rowCount !== 1) return false;
  await tellOfLead(tx, workspaceId, id);
  return true;
}
