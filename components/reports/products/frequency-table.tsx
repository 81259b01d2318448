'use client';

import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { useFormat } from '../../format/use-format';
import { Figure } from '../explain/figure';
import { TableBox } from '../table-box';
import { frequencyTarget, purchaseRanges } from './purchase-ranges';

interface FrequencyTableProps {
  frequency: MetricResult;
  params: ReportParams;
}

/** People by how often they bought; the last line is everybody who did. */
export function FrequencyTable({ frequency, params }: FrequencyTableProps) {
  const format = useFormat(frequency);
  const percent = useFormat({ unit: 'ratio', currency: frequency.currency });
  const { value } = frequency.total;
  return (
    <TableBox label="People by purchases">
      <thead>
        <tr>
          <th scope="col">Purchases</th>
          <th scope="col">People</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {purchaseRanges(frequency.total).map(({ range, people, share }) => (
          <tr key={range}>
            <th scope="row">{range}</th>
            <td>
              <Figure target={frequencyTarget(params, range)} name={`people with ${range} purchases`}>
                {format(people)}
              </Figure>
            </td>
            <td>{percent(share)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          <td>
            <Figure target={frequencyTarget(params)} name="people who bought">
              {format(value)}
            </Figure>
          </td>
          <td>{percent(value ? 1 : null)}</td>
        </tr>
      </tfoot>
    </TableBox>
  );
}
