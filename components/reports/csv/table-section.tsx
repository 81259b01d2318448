'use client';

import { Button, Group, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type CsvTable, csvText } from './csv-text';

interface TableSectionProps {
  title: string;
  /** Without its extension. */
  fileName: string;
  /** What the table shows, for a file. */
  csv: () => CsvTable;
  children: ReactNode;
}

/** A titled table of figures, which can be taken away as it stands. */
export function TableSection({ title, fileName, csv, children }: TableSectionProps) {
  return (
    <section>
      <Group justify="space-between" align="center" gap="xs" mb={8}>
        <Title order={2}>{title}</Title>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={14} />}
          onClick={() => save(`${fileName}.csv`, csvText(csv()))}
          aria-label={`${title} as CSV`}
        >
          CSV
        </Button>
      </Group>
      {children}
    </section>
  );
}

function save(name: string, text: string) {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  URL.revokeObjectURL(href);
}
