import { Stack, Text } from '@mantine/core';
import { formatInstant } from '@/components/format/format-instant';
import type { ConnectionDetail } from '@/lib/workspace/load-connections';

/** How the reading of what no webhook carries goes: fees, the tiers of prices, the products of coupons. */
export function ReadingNotes({ source, timeZone }: { source: ConnectionDetail; timeZone: string }) {
  const { fees, termsProblem } = source;
  if (!fees && !termsProblem) return null;
  return (
    <Stack gap={4} mt="xs">
      {fees?.problem && (
        <Text size="sm" c="var(--hw-loss)">{`${fees.problem} Revenue leaves out the fees since then.`}</Text>
      )}
      {fees && !fees.problem && (
        <Text size="sm" c="dimmed">
          {fees.complete ? 'Fees are complete' : 'The history of fees is being read'}, last read{' '}
          {formatInstant(fees.readAt, timeZone)}.
        </Text>
      )}
      {termsProblem && (
        <Text size="sm" c="var(--hw-loss)">
          {termsProblem} Tiered prices that no webhook told count nothing.
        </Text>
      )}
    </Stack>
  );
}
