'use client';

import { Group, Select, Text } from '@mantine/core';
import { MODEL_LABELS } from '@/lib/definitions/model-labels';
import { ATTRIBUTION_MODELS, type AttributionModel } from '@/lib/definitions/presets';
import { useReportState } from '../reports/filter-bar/use-report-state';
import { windowLabel, windowsWith } from './attribution-windows';

/** What the workspace's definitions say. */
export interface OwnAttribution {
  model: AttributionModel;
  windowDays: number;
}

/** To which touches sales are credited, and how long before the first sale a touch counts: as set, or otherwise for once. */
export function AttributionSwitch({ own }: { own: OwnAttribution }) {
  const [{ attributionModel, attributionWindow }, setState] = useReportState();
  const windows = windowsWith(own.windowDays, ...(attributionWindow === null ? [] : [attributionWindow]));
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        Sales credited to
      </Text>
      <Choice
        label="Attribution model"
        w={184}
        value={attributionModel ?? own.model}
        data={ATTRIBUTION_MODELS.map((value) => ({ value, label: MODEL_LABELS[value] }))}
        onChange={(value) =>
          setState({ attributionModel: ATTRIBUTION_MODELS.find((one) => one === value && one !== own.model) ?? null })
        }
      />
      <Text size="sm" c="dimmed">
        within
      </Text>
      <Choice
        label="Attribution window"
        w={112}
        value={String(attributionWindow ?? own.windowDays)}
        data={windows.map((days) => ({ value: String(days), label: windowLabel(days) }))}
        onChange={(value) => setState({ attributionWindow: Number(value) === own.windowDays ? null : Number(value) })}
      />
      <Text size="sm" c="dimmed">
        before the first sale
      </Text>
    </Group>
  );
}

interface ChoiceProps {
  label: string;
  w: number;
  value: string;
  data: { value: string; label: string }[];
  onChange: (value: string) => void;
}

function Choice({ label, onChange, ...select }: ChoiceProps) {
  return (
    <Select
      {...select}
      size="xs"
      aria-label={label}
      allowDeselect={false}
      withCheckIcon={false}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      onChange={(value) => value !== null && onChange(value)}
    />
  );
}
