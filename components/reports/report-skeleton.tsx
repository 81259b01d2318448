import { Group, Skeleton, Stack, VisuallyHidden } from '@mantine/core';

/** The shape of a report before its figures are there. */
export function ReportSkeleton({ cards = 0 }: { cards?: number }) {
  return (
    <Stack gap="lg" aria-busy="true">
      <VisuallyHidden role="status">Loading the report</VisuallyHidden>
      <Skeleton h={28} w={160} animate={false} />
      <Skeleton h={32} w="min(100%, 640px)" animate={false} />
      {cards > 0 ? (
        <Group gap="sm">
          {Array.from({ length: cards }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <Skeleton key={index} h={128} w={224} animate={false} />
          ))}
        </Group>
      ) : (
        <Skeleton h={64} w={280} animate={false} />
      )}
      <Skeleton h={304} animate={false} />
      <Skeleton h={200} animate={false} />
    </Stack>
  );
}
