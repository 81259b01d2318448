import { AppError } from '@/lib/errors';
import { withKnownLedger } from '@/lib/known/with-known-ledger';
import type { Account, ReportParams } from './types';

/** Answers from the ledger as it was known at the asked instant, with that instant as "now"; else from today's. */
export function asKnown<T>(
  { workspaceId }: Account,
  { asKnownOn, preset }: ReportParams,
  now: Date,
  work: (now: Date) => Promise<T>,
): Promise<T> {
  if (asKnownOn === undefined) return work(now);
  if (preset !== undefined && preset !== 'default')
    throw new AppError(
      'bad_request',
      'asKnownOn: a preset answers as of today only; leave one of them out.',
      'asKnownOn',
    );
  const then = new Date(asKnownOn);
  if (then >= now) return work(now); // all that is known counts, and goes on arriving
  return withKnownLedger(workspaceId, asKnownOn, () => work(then));
}
