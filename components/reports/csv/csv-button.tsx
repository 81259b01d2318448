'use client';

import { Button, type ButtonProps } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { showFailure } from '@/components/admin/show-failure';
import { type CsvTable, csvText } from './csv-text';

interface CsvButtonProps {
  /** Of what, for whoever hears it. */
  title: string;
  /** Without its extension. */
  fileName: string;
  csv: () => CsvTable | Promise<CsvTable>;
  size?: ButtonProps['size'];
}

/** Takes a table away as a file; one that is read for it first shows that it is. */
export function CsvButton({ title, fileName, csv, size = 'compact-sm' }: CsvButtonProps) {
  const [isReading, setReading] = useState(false);
  async function take() {
    setReading(true);
    try {
      save(`${fileName}.csv`, csvText(await csv()));
    } catch (error) {
      showFailure(error);
    }
    setReading(false);
  }
  return (
    <Button
      variant="default"
      size={size}
      loading={isReading}
      leftSection={<IconDownload size={14} aria-hidden />}
      onClick={take}
      aria-label={`${title} as CSV`}
    >
      CSV
    </Button>
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
