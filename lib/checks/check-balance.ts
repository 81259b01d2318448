import { addDays, dayOf } from '@/lib/calendar/days';
import { getDb } from '@/lib/db/client';
import type { Check } from '@/lib/metrics/verify';
import { formatMoney } from '@/lib/money/format';
import { loadPayouts } from '@/lib/reconciliation/load-payouts';
import { reconcile } from '@/lib/reconciliation/reconcile';
import type { Unmatched } from '@/lib/reconciliation/unmatched';

/** Days that are over, today excepted: Stripe may still book something of it. */
const DAYS = 92;
const NAMED = 10;

/** The ledger against Stripe's balance over the last months, in live and in test mode, where there is one to compare with. */
export async function checkBalance(workspaceId: string, now: Date): Promise<Check[]> {
  const { timeZone } = await getDb().workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const to = dayOf(now, timeZone);
  const checks: Check[] = [];
  for (const livemode of [true, false]) {
    const question = { workspaceId, livemode, from: addDays(to, -DAYS), to, timeZone };
    const { unmatched, coverage } = await reconcile(question);
    if (!coverage.some(({ compared }) => compared)) continue;
    const payouts = (await loadPayouts(question)).filter(({ amount, booked, sum, missing }) => {
      const off = amount !== null && (amount !== booked || (sum !== null && sum !== amount));
      return off || missing.length > 0;
    });
    const found = [...unmatched.map(inWords), ...payouts.map(({ id }) => `${id} (payout) differs from what is in it`)];
    const mode = livemode ? '' : ', in test mode';
    checks.push({
      name: `the ledger is Stripe’s balance to the cent, over the ${DAYS} days before today${mode}`,
      ok: found.length === 0,
      detail: [...found.slice(0, NAMED), ...(found.length > NAMED ? [`and ${found.length - NAMED} more`] : [])].join(
        ', ',
      ),
    });
  }
  return checks;
}

const inWords = ({ id, category, day, currency, amountMinor, problem }: Unmatched): string =>
  `${id} (${category} of ${formatMoney(Number(amountMinor), currency, { locale: 'en' })} on ${day}) is ${problem}`;
