import type { PersonFigures } from '@/components/people/person-report';
import { MOVEMENTS } from '@/components/reports/mrr/movement-periods';
import { REFUND_BASIS } from '@/components/reports/report-query';
import { personParams } from '@/lib/people/person-params';
import { loadMetric } from '@/lib/reports/load-metric';
import type { Account, Mode, ReportParams } from '@/lib/reports/types';

/** The figures of a person's page: the reports' own, narrowed to the person, over all that is known of it. */
export async function loadFigures(
  account: Account,
  person: string,
  mode: Mode,
): Promise<{ params: ReportParams; figures: PersonFigures }> {
  const params = await personParams(account, person, mode);
  const load = (metric: string) => loadMetric(account, metric, params);
  const [mrr, net, purchases, refunds, reconstructed, movements] = await Promise.all([
    load('mrr'),
    load('net-revenue'),
    load('orders-by-product'),
    loadMetric(account, 'refunds', { ...params, basis: REFUND_BASIS }),
    load('reconstructed-mrr'),
    Promise.all(MOVEMENTS.map(({ metric }) => load(metric))),
  ]);
  return { params, figures: { mrr, net, purchases, refunds, reconstructed, movements } };
}
