import { getPool } from '@/lib/db/client';
import { settleCommissions } from '@/lib/partners/engine/settle-commissions';
import { addPartnerCode } from '@/lib/partners/partners/partner-codes';
import { closePayout } from '@/lib/partners/payouts/close-payout';
import { makePayout } from '@/lib/partners/payouts/make-payout';
import { previewPayouts } from '@/lib/partners/payouts/preview-payouts';
import { createRule } from '@/lib/partners/rules/save-rule';
import { savePartnerSettings } from '@/lib/partners/settings';
import { type PartnerKey, partners } from '@/prisma/stories/channels';

const ALWAYS = { productIds: [], leadSources: [], startsOn: null, endsOn: null };

/**
 * What the company agreed with its partners, whose codes are whose, and the first payout. Once: what has been changed since
 * is left as it is.
 */
export async function rewardPartners(
  workspaceId: string,
  ids: ReadonlyMap<PartnerKey, string>,
  projected: () => Promise<void>,
): Promise<void> {
  const by = { workspaceId, userId: null };
  const { rows } = await getPool().query<{ connectionId: string; id: string; name: string }>(
    `select connection_id as "connectionId", id, name from catalog_item
     where workspace_id = $1 and kind = 'promotion_code' and not deleted`,
    [workspaceId],
  );
  for (const [key, id] of ids) {
    const code = rows.find(({ name }) => name === partners[key].code);
    if (code)
      await addPartnerCode(by, id, { connectionId: code.connectionId, promotionCodeId: code.id, code: code.name });
  }
  await createRule(by, {
    ...{ name: '20 % for a year', partnerId: null, event: 'sale', from: 'always' },
    terms: { ...ALWAYS, reward: { kind: 'percent', percent: '20' }, months: 12 },
  });
  await createRule(by, {
    ...{ name: 'Bluebrick, 10 % for ever', partnerId: ids.get('agency') ?? null, event: 'sale', from: 'always' },
    terms: { ...ALWAYS, reward: { kind: 'percent', percent: '10' }, months: null },
  });
  await createRule(by, {
    ...{ name: '$5 a sign-up', partnerId: ids.get('blog') ?? null, event: 'lead', from: 'always' },
    terms: { ...ALWAYS, reward: { kind: 'flat', amountMinor: 500, currency: 'usd' }, months: null },
  });
  await savePartnerSettings(by, { holdingDays: 30, autoApprove: true });
  await projected();
  await settleCommissions();
  for (const { currency, items } of (await previewPayouts(workspaceId)).currencies) {
    if (items.length === 0) continue;
    const { id } = await makePayout(by, { currency, note: '' });
    await closePayout(by, id, 'pay');
  }
}
