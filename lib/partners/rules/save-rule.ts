import type pg from 'pg';
import type { z } from 'zod';
import { newId } from '@/lib/auth/new-id';
import { inTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import type { By } from '../by';
import { makeDue } from '../engine/due';
import { wakeSettling } from '../engine/start-settling';
import type { ruleChange, ruleInput } from '../inputs';
import { REWARD_EVENTS, type RewardEvent, type RewardTerms } from '../types';

/** So that what is paid for many leads at once can still be stored. */
const MOST_MINOR = 10_000_000_000_000;

/** Throws `unprocessable` for terms that make no sense, naming the field. */
export function checkTerms(
  event: RewardEvent,
  { reward, months, productIds, leadSources, ...days }: RewardTerms,
): void {
  const refuse = (field: string, message: string) => new AppError('unprocessable', message, `terms.${field}`);
  if (reward.kind === 'flat' && reward.amountMinor > MOST_MINOR)
    throw refuse('reward.amountMinor', 'Give an amount of at most 10,000,000,000,000 minor units.');
  if (event === 'lead' && reward.kind === 'percent')
    throw refuse('reward', 'A lead has no amount to take a percentage of: give a flat reward.');
  if (event === 'lead' && (months !== null || productIds.length > 0))
    throw refuse('months', 'Months and products are of sales: leave them out for leads.');
  if (event === 'sale' && leadSources.length > 0)
    throw refuse('leadSources', 'The customer source is of leads: leave it out for sales.');
  if (days.startsOn !== null && days.endsOn !== null && days.endsOn < days.startsOn)
    throw refuse('endsOn', 'The last day is before the first.');
}

export async function createRule(
  { workspaceId, userId }: By,
  { name, partnerId, event, terms, from }: z.output<typeof ruleInput>,
): Promise<{ id: string }> {
  checkTerms(event, terms);
  const id = newId('rwd');
  await inTransaction(async (tx) => {
    if (partnerId !== null) await refuseUnknown(tx, workspaceId, partnerId);
    await tx.query(
      'insert into reward_rule (workspace_id, id, name, partner_id, event, created_by_id) values ($1, $2, $3, $4, $5, $6)',
      [workspaceId, id, name, partnerId, event, userId],
    );
    await addVersion(tx, { workspaceId, userId }, { id, terms, from });
    await makeDue(tx, workspaceId, partnerId);
  });
  wakeSettling();
  return { id };
}

/**
 * Changed terms count from now on, or for everything that is not in a payout; what is paid becomes a proposal. Throws
 * `unprocessable` where an ended rule is to reward again: what happened meanwhile would be paid.
 */
export async function changeRule(
  { workspaceId, userId }: By,
  id: string,
  { name, terms, from, archived }: z.output<typeof ruleChange>,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ event: RewardEvent; partnerId: string | null; ended: boolean }>(
      `select event, partner_id as "partnerId", archived_at is not null as ended from reward_rule
       where workspace_id = $1 and id = $2 and event = any($3) for update`,
      [workspaceId, id, REWARD_EVENTS],
    );
    const [rule] = rows;
    if (!rule) throw new AppError('not_found', 'There is no such rule.');
    if (archived === false && rule.ended)
      throw new AppError('unprocessable', 'The rule has ended: make a new rule.', 'archived');
    await tx.query(
      `update reward_rule set name = coalesce($3, name),
         archived_at = case when $4 then coalesce(archived_at, now()) else archived_at end
       where workspace_id = $1 and id = $2`,
      [workspaceId, id, name ?? null, archived ?? false],
    );
    if (terms) {
      checkTerms(rule.event, terms);
      await addVersion(tx, { workspaceId, userId }, { id, terms, from });
    }
    if (terms || archived !== undefined) await makeDue(tx, workspaceId, rule.partnerId);
  });
  wakeSettling();
}

async function addVersion(
  tx: pg.ClientBase,
  { workspaceId, userId }: By,
  { id, terms, from }: { id: string; terms: RewardTerms; from: 'now' | 'always' },
): Promise<void> {
  await tx.query(
    `insert into reward_rule_version (workspace_id, rule_id, version, terms, valid_from, created_by_id)
     select $1, $2, 1 + coalesce(max(version), 0), $3, case when $4 then now() end, $5
     from reward_rule_version where workspace_id = $1 and rule_id = $2`,
    [workspaceId, id, JSON.stringify(terms), from === 'now', userId],
  );
}

async function refuseUnknown(tx: pg.ClientBase, workspaceId: string, partnerId: string): Promise<void> {
  const { rows } = await tx.query('select 1 from partner where workspace_id = $1 and id = $2', [
    workspaceId,
    partnerId,
  ]);
  if (rows.length === 0) throw new AppError('not_found', 'There is no such partner.', 'partnerId');
}
