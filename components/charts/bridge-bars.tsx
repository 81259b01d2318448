import type { ReactNode } from 'react';
import classes from './charts.module.css';
import { type LevelStep, placeSteps } from './place-steps';

interface BridgeStep extends LevelStep {
  /** The figure at the end of the row. */
  figure: ReactNode;
}

/** A waterfall lying on its side: a level, the steps away from it, the level they end in. */
export function BridgeBars({ caption, steps }: { caption: string; steps: BridgeStep[] }) {
  const spans = placeSteps(steps);
  const low = Math.min(0, ...spans.map((span) => span.from));
  const high = Math.max(0, ...spans.map((span) => span.to));
  const scale = (value: number) => `${((value - low) / (high - low || 1)) * 100}%`;

  return (
    <table className={classes.bridge} aria-label={caption}>
      <tbody>
        {steps.map((step, index) => {
          const span = spans[index] ?? { from: 0, to: 0 };
          return (
            <tr key={step.key} data-total={step.total || undefined}>
              <th scope="row">{step.label}</th>
              <td aria-hidden="true">
                <div className={classes.track}>
                  <div className={classes.zero} style={{ left: scale(0) }} />
                  {step.value !== 0 && <Bar left={scale(span.from)} right={scale(span.to)} color={step.color} />}
                </div>
              </td>
              <td>{step.figure}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Bar({ left, right, color }: { left: string; right: string; color: string }) {
  return <div className={classes.bar} style={{ left, width: `calc(${right} - ${left})`, background: color }} />;
}
