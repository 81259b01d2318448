'use client';

import { Checkbox, Group, MultiSelect, NumberInput, Radio, SegmentedControl, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { Choice } from '@/components/admin/choices';
import { dimensionValuesQuery } from '@/components/reports/filter-bar/dimension-values-query';
import { MOST_MONTHS, type RuleValues } from './rule-values';

interface Props {
  form: UseFormReturnType<RuleValues>;
  currencies: Choice[];
}

/** What a rule pays, for what, and for how long. */
export function RuleFields({ form, currencies }: Props) {
  const { event, kind, duration } = form.values;
  const isSale = event === 'sale';
  const products = useQuery(dimensionValuesQuery('product', 'live'));
  return (
    <>
      {isSale && (
        <Radio.Group label="Pays" {...form.getInputProps('kind')}>
          <Group gap="md" mt={4}>
            <Radio value="percent" label="a part of the sale" />
            <Radio value="flat" label="a fixed amount" />
          </Group>
        </Radio.Group>
      )}
      {isSale && kind === 'percent' ? (
        <TextInput
          label="Percent"
          description="Of what is left of the sale after discounts, tax and refunds; Stripe’s fees do not reduce it."
          inputMode="decimal"
          rightSection="%"
          {...form.getInputProps('percent')}
        />
      ) : (
        <Group gap="xs" align="flex-start">
          <TextInput label="Amount" w={140} inputMode="decimal" placeholder="50.00" {...form.getInputProps('amount')} />
          <Select
            label="Currency"
            searchable
            allowDeselect={false}
            w={220}
            data={currencies}
            {...form.getInputProps('currency')}
          />
        </Group>
      )}
      {isSale ? (
        <>
          <div>
            <SegmentedControl
              size="xs"
              aria-label="For how long"
              transitionDuration={0}
              data={[
                { value: 'first', label: 'First sale' },
                { value: 'months', label: 'Some months' },
                { value: 'lifetime', label: 'Every sale' },
              ]}
              {...form.getInputProps('duration')}
            />
          </div>
          {duration === 'months' && (
            <NumberInput
              label="Months after a customer’s first sale"
              min={1}
              max={MOST_MONTHS}
              allowDecimal={false}
              w={260}
              {...form.getInputProps('months')}
            />
          )}
          <MultiSelect
            label="Only these products"
            placeholder="All"
            searchable
            clearable
            data={products.data?.values.map(({ value, label }) => ({ value, label })) ?? []}
            {...form.getInputProps('productIds')}
          />
        </>
      ) : (
        <Checkbox.Group
          label="Only leads of these sources"
          description="All of these where none is chosen. What Payment Links and customers’ metadata tell is never rewarded."
          {...form.getInputProps('leadSources')}
        >
          <Group gap="md" mt={4}>
            <Checkbox value="manual" label="tracked by the app" />
            <Checkbox value="trial" label="trials" />
          </Group>
        </Checkbox.Group>
      )}
      <Group gap="xs">
        <TextInput label="First day" type="date" {...form.getInputProps('startsOn')} />
        <TextInput label="Last day" type="date" {...form.getInputProps('endsOn')} />
      </Group>
    </>
  );
}
