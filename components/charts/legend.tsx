import type { ChartSeries } from './chart-model';
import classes from './charts.module.css';

interface LegendProps {
  series: Pick<ChartSeries, 'key' | 'label' | 'color'>[];
  /** Explains how the running period is drawn, when there is one. */
  partial?: 'dashed' | 'pale';
  /** Explains the hatching, when there is some. */
  inferred?: boolean;
}

export function Legend({ series, partial, inferred = false }: LegendProps) {
  return (
    <ul className={classes.legend}>
      {series.map(({ key, label, color }) => (
        <li key={key} className={classes.legendItem}>
          <span className={classes.swatch} style={{ background: color }} />
          {label}
        </li>
      ))}
      {partial && (
        <li className={classes.legendItem}>
          {partial === 'dashed' && <span className={classes.dashed} />}
          {partial === 'dashed' ? 'Running period' : 'Pale: running period'}
        </li>
      )}
      {inferred && (
        <li className={classes.legendItem}>
          <span className={classes.hatched} />
          Reconstructed from invoices, before Stripe was connected
        </li>
      )}
    </ul>
  );
}
