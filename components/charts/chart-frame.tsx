'use client';

import { Button, Group, Menu, SegmentedControl, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import type { ChartSeries } from './chart-model';
import { Legend } from './legend';
import { savePng } from './save-png';

interface ChartFrameProps {
  title: string;
  /** What the picture needs said beside it. */
  note?: ReactNode;
  legend: Pick<ChartSeries, 'key' | 'label' | 'color'>[];
  partial?: 'dashed' | 'pale';
  /** Some of the periods are hatched. */
  inferred?: boolean;
  /** Where the same data is served as CSV: a name and an address each. */
  csv: { label: string; href: string }[];
  fileName: string;
  chart: ReactNode;
  /** The same data as a table. */
  table: ReactNode;
}

export function ChartFrame({ title, note, legend, partial, inferred, csv, fileName, chart, table }: ChartFrameProps) {
  const [view, setView] = useState('chart');
  const box = useRef<HTMLDivElement>(null);

  const exportPng = () => {
    const svg = box.current?.querySelector<SVGSVGElement>('svg.recharts-surface');
    if (!svg) return;
    savePng({ svg, title, legend, fileName: `${fileName}.png` }).catch((error: Error) =>
      notifications.show({ color: 'red', title: 'No picture was saved', message: error.message }),
    );
  };

  return (
    <section>
      <Group justify="space-between" align="center" gap="xs" mb={8}>
        <Title order={2}>{title}</Title>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={`${title}: view`}
            value={view}
            onChange={setView}
            transitionDuration={0}
            data={[
              { value: 'chart', label: 'Chart' },
              { value: 'table', label: 'Table' },
            ]}
          />
          <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
            <Menu.Target>
              <Button variant="default" size="compact-sm" leftSection={<IconDownload size={14} />}>
                Export
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {csv.map(({ label, href }) => (
                <Menu.Item key={href} component="a" href={href} download>
                  {label}
                </Menu.Item>
              ))}
              <Menu.Item onClick={exportPng} disabled={view !== 'chart'}>
                Picture (PNG)
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      {note && (
        <Text size="xs" c="dimmed" mb={8}>
          {note}
        </Text>
      )}
      {view === 'chart' ? (
        <div ref={box}>
          <Legend series={legend} partial={partial} inferred={inferred} />
          {chart}
        </div>
      ) : (
        table
      )}
    </section>
  );
}
