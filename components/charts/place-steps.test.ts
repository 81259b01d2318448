import { expect, test } from 'vitest';
import { placeSteps } from './place-steps';

const total = (value: number) => ({ value, total: true });
const step = (value: number) => ({ value, total: false });

test('B2-1 the steps lead from the opening level to the closing one', () => {
  const placed = placeSteps([total(42300), step(6000), step(2500), step(3000), step(-5000), step(-4000), step(-60)]);
  expect(placed.at(-1)?.level).toBe(44740);
  expect(placed[1]).toEqual({ from: 42300, to: 48300, level: 48300 });
  expect(placed[4]).toEqual({ from: 48800, to: 53800, level: 48800 });
});

test('a level below zero hangs from the zero line', () => {
  expect(placeSteps([step(1000), step(-1500), total(-500)])).toEqual([
    { from: 0, to: 1000, level: 1000 },
    { from: -500, to: 1000, level: -500 },
    { from: -500, to: 0, level: -500 },
  ]);
});
