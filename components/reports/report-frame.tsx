'use client';

import { ActionIcon, Alert, Popover, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatInstant } from '../format/format-instant';
import { LocaleProvider } from '../format/locale-context';
import { ExplainDrawer } from './explain/explain-drawer';
import { FilterBar, type FilterBarProps } from './filter-bar/filter-bar';
import { ReportTransitionProvider, useReportTransition } from './filter-bar/report-transition';
import classes from './report.module.css';

interface ReportFrameProps extends FilterBarProps {
  title: string;
  /** What the main figure means, one click away from its name. */
  definition: string;
  locale: string;
  /** When the figures were read. */
  asOf: string;
  /** Why the address could not be followed as it stands. */
  problem?: string;
  children: ReactNode;
}

/** The outside of every report: title and definition, filter bar, content that stays while the next loads, drawer. */
export function ReportFrame({ locale, children, ...report }: ReportFrameProps) {
  return (
    <LocaleProvider locale={locale}>
      <ReportTransitionProvider>
        <div className={classes.page}>
          <Heading {...report} />
          {report.problem && (
            <Alert color="yellow" variant="light" title="This link could not be followed exactly">
              {report.problem} The last 12 months are shown instead.
            </Alert>
          )}
          <FilterBar {...report} />
          {report.params.mode === 'test' && (
            <Alert color="orange" variant="light" title="Test data">
              These figures come from Stripe test mode and test clocks. They never enter live figures.
            </Alert>
          )}
          <Content>{children}</Content>
        </div>
        <ExplainDrawer />
      </ReportTransitionProvider>
    </LocaleProvider>
  );
}

function Heading({ title, definition, asOf, account }: Omit<ReportFrameProps, 'locale' | 'children'>) {
  return (
    <div className={classes.header}>
      <Title order={1} size="h3">
        {title}
      </Title>
      <Popover width={320} position="bottom-start" transitionProps={{ duration: 0 }}>
        <Popover.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`What ${title} means`}>
            <IconInfoCircle size={16} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          <Text size="sm">{definition}</Text>
        </Popover.Dropdown>
      </Popover>
      <Text size="xs" c="dimmed" ml="auto">
        As of {formatInstant(asOf, account.timeZone)} ({account.timeZone})
      </Text>
    </div>
  );
}

function Content({ children }: { children: ReactNode }) {
  const { pending } = useReportTransition();
  return (
    <div className={classes.content} data-pending={pending || undefined} aria-busy={pending}>
      {children}
    </div>
  );
}
