const ID = 'hw-hatch';

/** The fill of what was not observed. */
export const HATCH = `url(#${ID})`;

export function HatchPattern() {
  return (
    <defs>
      <pattern id={ID} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1={0} y1={0} x2={0} y2={6} stroke="var(--mantine-color-dimmed)" strokeWidth={1} strokeOpacity={0.45} />
      </pattern>
    </defs>
  );
}
