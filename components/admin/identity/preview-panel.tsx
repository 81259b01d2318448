'use client';

import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { previewQuery } from './identity-queries';
import { PreviewReport } from './preview-report';

interface Props {
  connectionId: string;
  id: string;
  onAgain: () => Promise<unknown>;
}

/** A preview while it is computed, and then what it says. */
export function PreviewPanel({ connectionId, id, onAgain }: Props) {
  const { data, error } = useQuery(previewQuery(connectionId, id));
  const problem = error?.message ?? (data?.state === 'failed' ? (data.problem ?? 'The preview failed.') : null);
  if (problem !== null)
    return (
      <Alert role="alert" variant="light" color="red" title="There is no preview">
        <Group justify="space-between" gap="xs">
          <Text size="sm">{problem} Nothing was changed.</Text>
          <Button size="xs" variant="default" onClick={onAgain}>
            Preview again
          </Button>
        </Group>
      </Alert>
    );
  if (data?.result) return <PreviewReport connectionId={connectionId} id={id} result={data.result} />;
  const { done, total } = data ?? { done: 0, total: 0 };
  return (
    <div>
      <Text size="sm" mb={4} role="status">
        {total > 0 && done < total
          ? `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} customers are tried.`
          : 'Reports are computed as they are and as they would be.'}
      </Text>
      <Progress value={total === 0 ? 0 : (100 * done) / total} aria-label="Preview" />
    </div>
  );
}
