'use client';

import { ActionIcon, Autocomplete, Group, Select, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { IdentityRule } from '@/lib/identity/types';
import type { MetadataKey } from './suggested-keys';

interface Props {
  rules: IdentityRule[];
  keys: MetadataKey[];
  disabled: boolean;
  onChange: (rules: IdentityRule[]) => void;
}

/** The rules in the order they are tried. */
export function RuleEditor({ rules, keys, disabled, onChange }: Props) {
  const replace = (index: number, rule: IdentityRule) => onChange(rules.map((old, at) => (at === index ? rule : old)));
  const move = (index: number, by: number) => {
    const next = [...rules];
    const [rule] = next.splice(index, 1);
    if (rule) next.splice(index + by, 0, rule);
    onChange(next);
  };
  return (
    <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Rules in order">
      {rules.map((rule, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the order
        <Group key={index} component="li" gap="xs" align="flex-end" wrap="wrap">
          <Text size="sm" c="dimmed" w={20} ta="right" pb={8}>
            {index + 1}.
          </Text>
          <Select
            label={`Rule ${index + 1}`}
            data={[
              { value: 'metadata', label: 'Customer metadata' },
              { value: 'email', label: 'E-mail address' },
            ]}
            allowDeselect={false}
            disabled={disabled}
            w={180}
            value={rule.kind}
            onChange={(kind) => replace(index, kind === 'email' ? { kind: 'email' } : { kind: 'metadata', key: '' })}
          />
          {rule.kind === 'metadata' && (
            <Autocomplete
              label="Metadata key"
              placeholder="user_id"
              data={keys.map(({ key }) => key)}
              renderOption={({ option }) => <KeyOption known={keys.find(({ key }) => key === option.value)} />}
              disabled={disabled}
              w={220}
              value={rule.key}
              onChange={(key) => replace(index, { kind: 'metadata', key })}
            />
          )}
          {!disabled && (
            <Group gap={2} pb={4}>
              <Step
                label={`Move rule ${index + 1} up`}
                icon={IconArrowUp}
                disabled={index === 0}
                run={() => move(index, -1)}
              />
              <Step
                label={`Move rule ${index + 1} down`}
                icon={IconArrowDown}
                disabled={index === rules.length - 1}
                run={() => move(index, 1)}
              />
              <Step
                label={`Remove rule ${index + 1}`}
                icon={IconTrash}
                disabled={rules.length === 1}
                run={() => onChange(rules.filter((_, at) => at !== index))}
              />
            </Group>
          )}
        </Group>
      ))}
    </Stack>
  );
}

interface StepProps {
  label: string;
  icon: typeof IconTrash;
  disabled: boolean;
  run: () => void;
}

function Step({ label, icon: Icon, disabled, run }: StepProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={run}>
      <Icon size={16} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}

function KeyOption({ known }: { known: MetadataKey | undefined }) {
  if (!known) return null;
  return (
    <div>
      <Text size="sm">{known.key}</Text>
      <Text size="xs" c="dimmed">
        {known.customers === 0 ? 'not seen yet' : `${known.customers} customers, e.g. ${known.samples.join(', ')}`}
      </Text>
    </div>
  );
}
