'use client';

import type { FigureKind } from '../../format/format-figure';
import { formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import { ChangeBadge } from '../change-badge';
import { Figure } from '../explain/figure';
import { TableBox } from '../table-box';
import type { BridgeStep, ComparedBridge } from './bridge-step';

interface BridgeTableProps {
  label: string;
  kind: FigureKind;
  /** The days of the steps, in words. */
  range: string;
  steps: BridgeStep[];
  compared: ComparedBridge | null;
}

/** Every step of a bridge beside the same step of the days compared with. */
export function BridgeTable({ label, kind, range, steps, compared }: BridgeTableProps) {
  const format = useFormat(kind);
  const before = compared ? formatRange(compared.from, compared.to) : '';
  const figure = (step: BridgeStep, when: string) => (
    <Figure target={step.target} name={`${step.name}, ${when}`}>
      {format(step.value, { sign: !step.total })}
    </Figure>
  );
  return (
    <TableBox label={label}>
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
          const then = compared?.steps[index];
          return (
            <tr key={step.key}>
              <th scope="row">{step.label}</th>
              <td>{figure(step, range)}</td>
              {then && <td>{figure(then, before)}</td>}
              {then && (
                <td>
                  <ChangeBadge value={step.value} base={then.value} kind={kind} goodWhen="up" against={before} />
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </TableBox>
  );
}
