import type { ClockSkew } from './find-clock-skew';
import type { Quiet } from './find-quiet';

/** A length of time in its largest whole unit, from two of it on: "90 minutes", "2 hours", "3 days". */
function lengthInWords(seconds: number): string {
  const [unit, name] = UNITS.find(([length]) => seconds >= 2 * length) ?? [1, 'second'];
  const count = Math.round(seconds / unit);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

const UNITS: readonly [number, string][] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
];

/** What happened, what it means, and what to do. */
export function clockWords({ seconds, refused }: ClockSkew): string {
  const side = seconds > 0 ? 'ahead of' : 'behind';
  return `The clock of this server is ${lengthInWords(Math.abs(seconds))} ${side} Stripe’s, so ${refused} deliveries were refused. Set the clock; Stripe sends them again.`;
}

export function quietWords({ hours, usualHours }: Quiet): string {
  return `No event for ${lengthInWords(hours * 3600)}; this account is rarely quiet for longer than ${lengthInWords(usualHours * 3600)}. Look whether its shop sells and its webhook endpoint is switched on.`;
}

export function sameAccountWords(others: readonly string[]): string {
  const names = others.map((name) => `“${name}”`).join(' and ');
  return `The same events arrive here and at ${names}: it is one Stripe account, and its figures count twice. Disconnect one of them and erase what it brought.`;
}
