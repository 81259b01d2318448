'use client';

import { Select } from '@mantine/core';
import { useRouter } from 'next/navigation';

export function SourcePicker({ sources, open }: { sources: { id: string; name: string }[]; open: string }) {
  const router = useRouter();
  return (
    <Select
      aria-label="Source"
      data={sources.map(({ id, name }) => ({ value: id, label: name }))}
      allowDeselect={false}
      value={open}
      onChange={(id) => id && router.push(`/identity?connection=${encodeURIComponent(id)}`)}
    />
  );
}
