import { Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  about: ReactNode;
  children: ReactNode;
}

/** One conflict: what it is about, the evidence, and what to do. */
export function ConflictCard({ title, about, children }: Props) {
  return (
    <Paper component="article" withBorder p="md" aria-label={title}>
      <Stack gap="sm">
        <div>
          <Text component="h2" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Text>
          <Text component="div" size="sm" c="dimmed">
            {about}
          </Text>
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
