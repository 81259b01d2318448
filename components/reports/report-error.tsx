'use client';

import { Alert, Button, Code, Group, Text, Title } from '@mantine/core';

interface ReportErrorProps {
  error: Error & { digest?: string };
  retry: () => void;
}

/** A report that failed: what failed, what it means for the numbers, what to do. */
export function ReportError({ error, retry }: ReportErrorProps) {
  return (
    <Alert color="red" variant="light">
      <Title order={1} mb={4}>
        This report could not be read
      </Title>
      <Text size="sm">
        The figures were asked for and no complete answer came back, so none are shown: a failed reading is never drawn
        as zero. Nothing stored was changed, and events from Stripe are still being received.
      </Text>
      <Group mt="sm" gap="sm">
        <Button size="xs" variant="default" onClick={retry}>
          Try again
        </Button>
        {error.digest && (
          <Text size="xs">
            If it keeps failing, look in the server log for <Code>{error.digest}</Code>.
          </Text>
        )}
      </Group>
    </Alert>
  );
}
