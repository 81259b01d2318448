'use client';

import { ActionIcon, Popover, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { TextLink } from '../admin/text-link';
import { ExplainDrawer } from './explain/explain-drawer';
import { FilterBar, type FilterBarProps } from './filter-bar/filter-bar';
import { ReportTransitionProvider, useReportTransition } from './filter-bar/report-transition';
import { Notice } from './notice';
import { OtherLedger } from './other-ledger';
import classes from './report.module.css';

interface ReportFrameProps extends FilterBarProps {
  title: string;
  /** What the main figure means, one click away from its name. */
  definition: string;
  /** Where more about it is said. */
  about?: { label: string; href: string };
  /** Why the address could not be followed as it stands. */
  problem?: string;
  children: ReactNode;
}

/** The outside of every report: title and definition, filter bar, content that stays while the next loads, drawer. */
export function ReportFrame({ title, definition, about, problem, children, ...bar }: ReportFrameProps) {
  return (
    <ReportTransitionProvider>
      <div className={classes.page}>
        <Heading {...{ title, definition, about }} />
        {problem && (
          <Notice tone="warning" title="This link could not be followed exactly">
            {problem}
          </Notice>
        )}
        <OtherLedger {...bar} />
        <FilterBar {...bar} />
        <Content>{children}</Content>
      </div>
      <ExplainDrawer />
    </ReportTransitionProvider>
  );
}

function Heading({ title, definition, about }: Pick<ReportFrameProps, 'title' | 'definition' | 'about'>) {
  return (
    <div className={classes.header}>
      <Title order={1}>{title}</Title>
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
      {about && <TextLink href={about.href}>{about.label}</TextLink>}
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
