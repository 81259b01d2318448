'use client';

import { Button } from '@mantine/core';
import { EmptyState } from '@/components/admin/empty-state';

export default function DashboardError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <EmptyState title="This page could not be read">
      <p>
        No figure is shown rather than a wrong one. Events that arrive meanwhile are kept.
        {error.digest && ` The server logged it as ${error.digest}.`}
      </p>
      <Button onClick={reset}>Try again</Button>
    </EmptyState>
  );
}
