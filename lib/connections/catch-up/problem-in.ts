import { problemOf } from '../stripe-problem';
import { ListStuck } from './list-events';

/** What to tell people of a list that could not be read. What is not Stripe's fault is thrown, for the caller to come again. */
export function problemIn(error: unknown, permission: string): string {
  if (error instanceof ListStuck) return error.message;
  const isStripes = typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string';
  if (isStripes && String(error.type).startsWith('Stripe')) return problemOf(error, permission);
  throw error;
}
