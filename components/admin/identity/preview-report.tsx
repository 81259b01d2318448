'use client';

import { SimpleGrid, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { describeChange } from '@/components/format/format-change';
import { type FigureKind, formatFigure } from '@/components/format/format-figure';
import { useLocale } from '@/components/format/locale-context';
import type { PreviewResult } from '@/lib/identity/preview/types';
import { TableFrame } from '../table-frame';
import { PreviewConflicts } from './preview-conflicts';
import { PreviewMoves } from './preview-moves';
import { ruleLabel } from './rule-label';
import classes from './rules.module.css';

interface Props {
  connectionId: string;
  id: string;
  result: PreviewResult;
}

interface Figure {
  label: string;
  unit: FigureKind['unit'];
  before: number | null;
  after: number | null;
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** What other rules would do, against how it is. */
export function PreviewReport({ connectionId, id, result }: Props) {
  const { customers, revenue, people, unresolved, byRule, conflicts, effects, moved } = result;
  const rate = (of: { total: number; before: number; after: number }) => ({
    unit: 'ratio' as const,
    before: share(of.before, of.total),
    after: share(of.after, of.total),
  });
  const headline: Figure[] = [
    { label: 'Match rate by customers', ...rate(customers) },
    { label: 'Match rate by revenue', ...rate(revenue) },
    { label: 'People', unit: 'count', ...people },
    { label: 'Unresolved customers', unit: 'count', ...unresolved },
  ];
  const rules = byRule.map(({ rule, ...both }): Figure => ({ label: ruleLabel(rule), unit: 'count', ...both }));
  return (
    <Stack gap="md" role="group" aria-label="Preview of these rules">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        {headline.map((figure) => (
          <Headline key={figure.label} figure={figure} currency={revenue.currency} />
        ))}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Stack gap="md">
          <BeforeAfter title="Customers by rule" figures={rules} currency={revenue.currency} />
          <PreviewConflicts conflicts={conflicts} />
        </Stack>
        <BeforeAfter title="Reports over the last twelve months" figures={effects} currency={revenue.currency} />
      </SimpleGrid>
      <PreviewMoves connectionId={connectionId} id={id} moved={moved} currency={revenue.currency} />
    </Stack>
  );
}

function Headline({ figure: { label, unit, before, after }, currency }: { figure: Figure; currency: string }) {
  const locale = useLocale();
  const kind = { unit, currency };
  const change = describeChange(after, before, kind, { locale });
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={20} fw={600}>
        {formatFigure(before, kind, { locale })} → {formatFigure(after, kind, { locale })}
      </Text>
      <Text size="xs" c="dimmed">
        {change === null || change.delta === 0 ? 'unchanged' : change.text}
      </Text>
    </div>
  );
}

const isSomething = ({ before, after }: Figure) => Boolean(before) || Boolean(after);

/** A table of figures; one that is nothing both times says nothing. */
function BeforeAfter({ title, figures, currency }: { title: string; figures: Figure[]; currency: string }) {
  const locale = useLocale();
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <TableFrame label={title} minWidth={360}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <VisuallyHidden>What</VisuallyHidden>
            </Table.Th>
            <Table.Th ta="right">Now</Table.Th>
            <Table.Th ta="right">Then</Table.Th>
            <Table.Th ta="right">Change</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {figures.filter(isSomething).map(({ label, unit, before, after }) => {
            const kind = { unit, currency };
            const change = describeChange(after, before, kind, { locale });
            return (
              <Table.Tr key={label}>
                <Table.Td>{label}</Table.Td>
                <Table.Td ta="right" className={classes.figure}>
                  {formatFigure(before, kind, { locale })}
                </Table.Td>
                <Table.Td ta="right" className={classes.figure}>
                  {formatFigure(after, kind, { locale })}
                </Table.Td>
                <Table.Td ta="right" className={classes.figure}>
                  {change === null || change.delta === 0 ? '–' : change.text}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </TableFrame>
    </div>
  );
}
