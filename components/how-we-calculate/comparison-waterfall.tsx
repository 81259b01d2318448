'use client';

import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { Waterfall } from '@/components/charts/waterfall';
import { formatDay } from '@/components/format/format-period';
import { type Format, useFormat } from '@/components/format/use-format';
import type { Comparison, ComparisonStep } from './comparison-query';
import { StepSubscriptions } from './step-subscriptions';

const idOf = (setting: string) => `why-${setting}`;

/** From MRR under the defaults to MRR under the preset: a picture, and the subscriptions behind each step. */
export function ComparisonWaterfall({ comparison, preset }: { comparison: Comparison; preset: string }) {
  const { currency, day, from, to, steps } = comparison;
  const money = useFormat({ unit: 'money', currency });
  const moving = steps.filter(({ subscriptionCount }) => subscriptionCount > 0);
  const still = steps.filter(({ subscriptionCount }) => subscriptionCount === 0);
  const bars = [
    { key: 'from', label: 'Default', value: from, total: true, color: 'var(--hw-accent)' },
    ...moving.map(({ setting, label, delta }) => ({
      key: setting,
      label,
      value: delta,
      total: false,
      color: delta < 0 ? 'var(--hw-loss)' : 'var(--hw-gain)',
    })),
    { key: 'to', label: preset, value: to, total: true, color: 'var(--hw-accent)' },
  ];
  const show = (index: number) => {
    const step = moving[index - 1];
    if (step) document.getElementById(idOf(step.setting))?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <Stack gap="md">
      <Text size="sm">
        MRR on {formatDay(day)}: {money(from)} by default, {money(to)} as {preset}; the difference is{' '}
        {money(to - from, { sign: true })}.
      </Text>
      {/* On a phone the names stand aslant, and some are long. */}
      <Box pb={{ base: 32, sm: 0 }}>
        <Waterfall label={`MRR from Default to ${preset}`} steps={bars} format={money} onSelect={show} />
      </Box>
      {moving.map((step) => (
        <Step key={step.setting} step={step} money={money} />
      ))}
      {still.length > 0 && (
        <Text size="sm" c="dimmed">
          Without effect here: {still.map(({ inWords }) => inWords).join('; ')}.
        </Text>
      )}
    </Stack>
  );
}

function Step({ step, money }: { step: ComparisonStep; money: Format }) {
  const { setting, inWords, delta, subscriptionCount, subscriptions } = step;
  const more = subscriptionCount - subscriptions.length;
  return (
    <Stack gap={6} id={idOf(setting)}>
      <Group justify="space-between" gap="xs">
        <Title order={3}>{inWords}</Title>
        <Text size="sm" fw={500}>
          {money(delta, { sign: true })}
        </Text>
      </Group>
      <StepSubscriptions label={inWords} subscriptions={subscriptions} money={money} />
      {more > 0 && (
        <Text size="xs" c="dimmed">
          The {subscriptions.length} largest of {subscriptionCount} subscriptions.
        </Text>
      )}
    </Stack>
  );
}
