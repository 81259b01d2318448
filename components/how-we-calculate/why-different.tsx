'use client';

import { Select, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormMessage } from '@/components/admin/form-message';
import { comparisonQuery } from './comparison-query';
import { ComparisonWaterfall } from './comparison-waterfall';

/** Today's MRR under the defaults and under a preset, step by step, each with its subscriptions. */
export function WhyDifferent({ presets }: { presets: { value: string; label: string }[] }) {
  const [preset, setPreset] = useState(presets[0]?.value ?? '');
  const { data, error } = useQuery(comparisonQuery(preset));
  const label = presets.find(({ value }) => value === preset)?.label ?? preset;
  return (
    <Stack gap="sm">
      <Select
        label="Compare the default with"
        description="Named after what they imitate; they do not promise the same figures as that product."
        data={presets}
        allowDeselect={false}
        value={preset}
        onChange={(value) => setPreset(value ?? preset)}
        w={360}
        maw="100%"
      />
      <FormMessage message={error ? `It could not be computed: ${error.message}` : null} />
      {!data && !error && <Skeleton height={272} aria-busy="true" />}
      {data && <ComparisonWaterfall comparison={data} preset={label} />}
      {data?.unconverted.map(({ currency, count }) => (
        <Text key={currency} size="sm">
          {count} items in {currency.toUpperCase()} have no rate and are in neither figure.
        </Text>
      ))}
    </Stack>
  );
}
