import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';

interface AddsUpProps {
  /** What holds in every line. */
  holds: string;
  /** What does not; null when all is well. */
  broken: string | null;
}

/** The check under a table whose lines must add up. */
export function AddsUp({ holds, broken }: AddsUpProps) {
  if (broken === null) {
    return (
      <Text size="xs" c="dimmed" mt={6}>
        <IconCheck size={12} aria-hidden="true" /> {holds}
      </Text>
    );
  }
  return (
    <Text size="sm" mt={6}>
      <IconAlertTriangle size={14} aria-hidden="true" /> {broken} Run the rebuild command and compare.
    </Text>
  );
}
