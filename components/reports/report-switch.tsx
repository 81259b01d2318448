'use client';

import { Group, SegmentedControl, Text } from '@mantine/core';

interface Choice<Value extends string> {
  value: Value;
  label: string;
  /** What the figures mean under it. */
  about: string;
}

interface ReportSwitchProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
}

/** Chooses how a report counts, and says what the choice means. */
export function ReportSwitch<Value extends string>({ label, value, choices, onChange }: ReportSwitchProps<Value>) {
  return (
    <Group gap="xs">
      <SegmentedControl
        size="xs"
        aria-label={label}
        transitionDuration={0}
        value={value}
        onChange={onChange}
        data={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
      />
      <Text size="xs" c="dimmed">
        {choices.find((choice) => choice.value === value)?.about}
      </Text>
    </Group>
  );
}
