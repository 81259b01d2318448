import { Text } from '@mantine/core';
import type { ConflictCustomer } from '@/lib/identity/conflicts/conflict-shapes';
import { ruleLabel } from '../rule-label';

/** "cus_1 · Ada · ada@x.com · Metadata user_id", a line each. */
export function CustomerList({ customers, count }: { customers: readonly ConflictCustomer[]; count: number }) {
  return (
    <>
      {customers.map(({ connectionId, customerId, name, email, resolvedBy }) => (
        <Text key={`${connectionId} ${customerId}`} size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {[customerId, name, email, ruleLabel(resolvedBy)].filter(Boolean).join(' · ')}
        </Text>
      ))}
      {count > customers.length && (
        <Text size="xs" c="dimmed">
          and {(count - customers.length).toLocaleString('en-US')} more
        </Text>
      )}
    </>
  );
}
