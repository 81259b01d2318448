'use client';

import type { MetricResult } from '@/lib/reports/types';
import { formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import { ChangeBadge } from '../change-badge';
import { Figure } from '../explain/figure';
import type { BridgeStep } from '../mrr/bridge-steps';
import { TableBox } from '../table-box';

interface WaterfallTableProps {
  mrr: MetricResult;
  steps: BridgeStep[];
  /** The same steps of the range compared with. */
  compared: BridgeStep[] | null;
  range: string;
}

/** Every step of the bridge beside the same step of the range compared with. */
export function WaterfallTable({ mrr, steps, compared, range }: WaterfallTableProps) {
  const format = useFormat(mrr);
  const { comparison } = mrr;
  const before = comparison ? formatRange(comparison.from, comparison.to) : '';
  const figure = (step: BridgeStep, when: string) => (
    <Figure target={step.target} name={`${step.total ? `${step.label.toLowerCase()} MRR` : step.label}, ${when}`}>
      {format(step.value, { sign: !step.total })}
    </Figure>
  );
  return (
    <TableBox label={`Opening to closing MRR, ${range}`}>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">{range}</th>
          {compared && <th scope="col">{before}</th>}
          {compared && <th scope="col">Change</th>}
        </tr>
      </thead>
      <tbody>
        {steps.map((step, index) => {
          const then = compared?.[index];
          return (
            <tr key={step.key}>
              <th scope="row">{step.label}</th>
              <td>{figure(step, range)}</td>
              {then && <td>{figure(then, before)}</td>}
              {then && (
                <td>
                  <ChangeBadge value={step.value} base={then.value} kind={mrr} goodWhen="up" against={before} />
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </TableBox>
  );
}
