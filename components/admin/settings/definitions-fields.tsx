import { Group, NumberInput, Select, Stack, Switch, Title } from '@mantine/core';
import type { Definitions } from '@/lib/definitions/presets';
import { SETTING_GROUPS, type SettingField } from '@/lib/definitions/setting-fields';

interface Props {
  definitions: Definitions;
  onChange: (change: (definitions: Definitions) => Definitions) => void;
  disabled: boolean;
}

/** Every setting with its meaning in words. */
export function DefinitionsFields({ definitions, onChange, disabled }: Props) {
  return (
    <Stack gap="md">
      {SETTING_GROUPS.map(({ title, fields }) => (
        <Stack key={title} gap="sm" role="group" aria-label={title}>
          <Title order={3}>{title}</Title>
          <Group gap="md" align="flex-start">
            {fields.map((field) => (
              <Field key={field.key} {...{ field, definitions, onChange, disabled }} />
            ))}
          </Group>
        </Stack>
      ))}
    </Stack>
  );
}

function Field({ field, definitions, onChange, disabled }: Props & { field: SettingField }) {
  const shared = { label: field.label, description: field.about, disabled };
  const value = definitions[field.key];
  if (field.kind === 'switch')
    return (
      <Switch
        {...shared}
        w={360}
        maw="100%"
        checked={value === true}
        onChange={(event) => onChange(field.choose(event.currentTarget.checked))}
      />
    );
  if (field.kind === 'days')
    return (
      <NumberInput
        {...shared}
        w={360}
        maw="100%"
        min={field.least}
        max={field.most}
        allowDecimal={false}
        clampBehavior="strict"
        suffix=" days"
        placeholder={field.none ?? ''}
        required={field.none === null}
        value={typeof value === 'number' ? value : ''}
        onChange={(days) => onChange(field.choose(typeof days === 'number' ? days : null))}
      />
    );
  return (
    <Select
      {...shared}
      w={360}
      maw="100%"
      allowDeselect={false}
      data={field.options}
      value={String(value)}
      onChange={(chosen) => onChange(field.choose(chosen ?? ''))}
    />
  );
}
