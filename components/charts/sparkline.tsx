import classes from './charts.module.css';

const WIDTH = 120;
const HEIGHT = 32;

/** The shape of a figure's recent past, as decoration: the numbers are elsewhere. Gaps stay gaps. */
export function Sparkline({ values }: { values: (number | null)[] }) {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(0, ...known), Math.max(...known, 0)];
  const x = (index: number) => (values.length < 2 ? WIDTH : (index / (values.length - 1)) * WIDTH);
  const y = (value: number) => HEIGHT - 1 - ((value - low) / (high - low || 1)) * (HEIGHT - 2);

  return (
    <svg className={classes.sparkline} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={area(values, x, y)} fill="var(--hw-accent)" fillOpacity="0.12" />
      <path
        d={path(values, x, y)}
        fill="none"
        stroke="var(--hw-accent)"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

type Scale = (value: number) => number;

function path(values: (number | null)[], x: Scale, y: Scale): string {
  return values
    .map((value, index) => {
      if (value === null) return '';
      const pen = index === 0 || values[index - 1] === null ? 'M' : 'L';
      return `${pen}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
}

/** The ground under the line, down to zero; left out where gaps would make it lie. */
function area(values: (number | null)[], x: Scale, y: Scale): string {
  if (values.includes(null)) return '';
  return `${path(values, x, y)}L${x(values.length - 1).toFixed(1)} ${y(0).toFixed(1)}L0 ${y(0).toFixed(1)}Z`;
}
