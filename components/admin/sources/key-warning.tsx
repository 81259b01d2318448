import { Alert } from '@mantine/core';
import type { ConnectionStatus } from '@/lib/workspace/connection-status';

type Key = NonNullable<ConnectionStatus['key']>;

/** A key that can do more than read is a risk without a use. */
export function KeyWarning({ tried }: { tried: Key }) {
  const text = warningOf(tried);
  return (
    <>
      {tried.problem && (
        <Alert role="status" color={tried.accepted ? 'yellow' : 'red'} variant="light" py="xs">
          {tried.problem}
        </Alert>
      )}
      {text && (
        <Alert role="status" color="yellow" variant="light" py="xs">
          {text}
        </Alert>
      )}
    </>
  );
}

function warningOf({ kind, writes }: Key): string | null {
  if (kind === 'full') {
    return 'This is a full secret key: it can move money. Replace it by a restricted key (rk_…) that may only read.';
  }
  if (writes.length === 0) return null;
  return `This key may also change ${writes.join(', ')}. Headwater never does; set them to Read in Stripe.`;
}
