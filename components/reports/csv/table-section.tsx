'use client';

import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { CsvButton } from './csv-button';
import type { CsvTable } from './csv-text';

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
        <CsvButton title={title} fileName={fileName} csv={csv} />
      </Group>
      {children}
    </section>
  );
}
