import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Why there is nothing here, and the next step. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack align="center" ta="center" gap="xs" py="xl" px="md">
      <Title order={2}>{title}</Title>
      <Text component="div" c="dimmed" size="sm" maw={520}>
        {children}
      </Text>
    </Stack>
  );
}
