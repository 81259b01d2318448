'use client';

import { Anchor, Button, Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { formatRange } from '../../format/format-period';
import { Notice } from '../notice';
import { useReportSearch } from '../report-scope';
import classes from './explain.module.css';
import { ExplainBody } from './explain-body';
import { explainCsvUrl, explainQuery } from './explain-query';
import type { ExplainTarget } from './explain-target';
import { useExplain } from './use-explain';

/** Opens over a report when a figure is asked to explain itself. One per screen. */
export function ExplainDrawer() {
  const [target, explain] = useExplain();
  return (
    <Drawer.Root
      opened={target !== null}
      onClose={() => explain(null)}
      position="right"
      size="min(100vw, 820px)"
      transitionProps={{ duration: 120 }}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={classes.head}>
          <Drawer.Title>
            {target && `How this figure is made up · ${formatRange(target.start, target.end)}`}
          </Drawer.Title>
          <Drawer.CloseButton aria-label="Close the explanation" />
        </div>
        <Drawer.Body>{target && <Explanation target={target} />}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function Explanation({ target }: { target: ExplainTarget }) {
  const search = useReportSearch();
  const withoutTarget = new URLSearchParams(search);
  withoutTarget.delete('explain');
  const query = useInfiniteQuery(explainQuery(target, withoutTarget.toString()));
  const head = query.data?.pages[0];

  if (query.isPending) return <Waiting />;
  if (!head) return <Failed message={query.error?.message ?? ''} retry={() => query.refetch()} />;
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Stack gap="lg">
      <ExplainBody head={head} part={target.part} rows={rows} complete={!query.hasNextPage} />
      {query.isFetchNextPageError && (
        <Failed message={query.error?.message ?? ''} retry={() => query.fetchNextPage()} />
      )}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          Load more rows ({rows.length} loaded)
        </Button>
      )}
      <Anchor href={explainCsvUrl(target, withoutTarget.toString())} download size="sm">
        Download exactly these rows as CSV
      </Anchor>
    </Stack>
  );
}

function Waiting() {
  return (
    <Stack gap="md" aria-busy="true">
      <Text size="sm" c="dimmed" role="status">
        Reading the rows behind this figure
      </Text>
      <Skeleton h={56} animate={false} />
      <Skeleton h={28} w="60%" animate={false} />
      <Skeleton h={240} animate={false} />
    </Stack>
  );
}

function Failed({ message, retry }: { message: string; retry: () => void }) {
  return (
    <Notice tone="failure" title="The rows could not be read">
      <Text size="sm">{message}</Text>
      <Text size="sm">The figure on the page is not affected; only its explanation is missing.</Text>
      <Button mt="sm" size="compact-sm" variant="default" onClick={retry}>
        Try again
      </Button>
    </Notice>
  );
}
