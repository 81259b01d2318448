import type { Attribution } from './types';

/** Whether sales are credited alike; the database keeps members in another order than they are made in. */
export function sameAttribution(a: Attribution | null, b: Attribution | null): boolean {
  if (a === null || b === null) return a === b;
  return textOf(a) === textOf(b);
}

const textOf = ({ model, shares }: Attribution) =>
  JSON.stringify([
    model,
    ...shares.map(({ touch, at, weight, campaign, source, medium, link, partner }) => [
      ...[touch, at, weight, campaign, source, medium, link, partner],
    ]),
  ]);
