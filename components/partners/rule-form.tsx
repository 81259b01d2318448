'use client';

import { Button, Group, Radio, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Choice } from '@/components/admin/choices';
import { FormMessage } from '@/components/admin/form-message';
import { sendJson } from '@/components/admin/send-json';
import { showFailure } from '@/components/admin/show-failure';
import { useSubmit } from '@/components/admin/use-submit';
import { type DryRun, dryRun, type RewardRule } from '@/lib/partners/shapes';
import { DryRunReport } from './dry-run-report';
import { PARTNERS, partnerChoicesQuery } from './partner-queries';
import { RuleFields } from './rule-fields';
import { problemsOf, termsOf, valuesOf } from './rule-values';
import { useChange } from './use-change';

interface Props {
  /** Null for a new one. */
  rule: RewardRule | null;
  currency: string;
  currencies: Choice[];
  onDone: () => void;
}

/** A rule is tried on last quarter's sales before it is saved. */
export function RuleForm({ rule, currency, currencies, onDone }: Props) {
  const change = useChange();
  const form = useForm({
    initialValues: valuesOf(rule, currency),
    validate: problemsOf,
    onValuesChange: () => setTried(null),
  });
  const [tried, setTried] = useState<DryRun | null>(null);
  const [trying, setTrying] = useState(false);
  const partners = useQuery(partnerChoicesQuery);

  const { submit, busy, message } = useSubmit(form, async (values) => {
    const { name, partnerId, event, from } = values;
    const terms = termsOf(values);
    if (rule) await change('PATCH', `${PARTNERS}/rules/${rule.id}`, { name, terms, from });
    else await change('POST', `${PARTNERS}/rules`, { name, partnerId: partnerId || null, event, terms, from });
    onDone();
  });
  const tryIt = async () => {
    if (form.validate().hasErrors) return;
    const { partnerId, event } = form.values;
    setTrying(true);
    try {
      const body = { partnerId: partnerId || null, event, terms: termsOf(form.values) };
      setTried(dryRun.parse(await sendJson('POST', `${PARTNERS}/rules/dry-run`, body)));
    } catch (error) {
      showFailure(error);
    } finally {
      setTrying(false);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FormMessage message={message} />
        <TextInput label="Name" placeholder="Standard" data-autofocus {...form.getInputProps('name')} />
        {!rule && (
          <>
            <SegmentedControl
              size="xs"
              aria-label="What it rewards"
              transitionDuration={0}
              data={[
                { value: 'sale', label: 'Sales' },
                { value: 'lead', label: 'Leads' },
              ]}
              {...form.getInputProps('event')}
            />
            <Select
              label="For"
              description="A partner’s own rule takes the place of the rules for all."
              searchable
              allowDeselect={false}
              data={[
                { value: '', label: 'All partners without a rule of their own' },
                ...(partners.data ?? []).filter(({ isArchived }) => !isArchived),
              ]}
              {...form.getInputProps('partnerId')}
            />
          </>
        )}
        <RuleFields form={form} currencies={currencies} />
        <Radio.Group label="Applies to" {...form.getInputProps('from')}>
          <Stack gap={4} mt={4}>
            <Radio value="now" label="what happens from now on" />
            <Radio value="always" label="what happened before as well; of paid commissions a change is only proposed" />
          </Stack>
        </Radio.Group>
        <Group gap="xs">
          <Button variant="default" loading={trying} onClick={tryIt}>
            Try on last quarter
          </Button>
          <Button type="submit" loading={busy}>
            {rule ? 'Save rule' : 'Add rule'}
          </Button>
        </Group>
        {tried && <DryRunReport run={tried} />}
      </Stack>
    </form>
  );
}
