import { NumberInput, Select, SimpleGrid, Switch } from '@mantine/core';
import { CONFLICT_POLICIES, type IdentitySettings } from '@/lib/identity/types';
import { POLICIES } from './mapping-words';

interface Props {
  settings: IdentitySettings;
  disabled: boolean;
  onChange: (settings: IdentitySettings) => void;
}

/** How what rules find is compared, and which of two ids wins. */
export function ComparisonFields({ settings, disabled, onChange }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <Select
        label="A rule finds two ids for one customer"
        description={POLICIES[settings.conflictPolicy].meaning}
        data={CONFLICT_POLICIES.map((policy) => ({ value: policy, label: POLICIES[policy].label }))}
        allowDeselect={false}
        disabled={disabled}
        value={settings.conflictPolicy}
        onChange={(value) => {
          const conflictPolicy = CONFLICT_POLICIES.find((policy) => policy === value);
          if (conflictPolicy) onChange({ ...settings, conflictPolicy });
        }}
      />
      <NumberInput
        label="Shared by more customers than this, it names nobody"
        description="The address of an agency or of a help desk is no person. Empty: any number may share one."
        placeholder="any number"
        min={1}
        max={100_000}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        disabled={disabled}
        value={settings.sharedLimit ?? ''}
        onChange={(limit) => onChange({ ...settings, sharedLimit: typeof limit === 'number' ? limit : null })}
      />
      <Switch
        label="Ids that differ only in case are the same"
        description="“U_1” and “u_1” are one person. E-mail addresses are always compared so."
        disabled={disabled}
        checked={settings.lowerCaseIds}
        onChange={(event) => onChange({ ...settings, lowerCaseIds: event.currentTarget.checked })}
      />
      <Switch
        label="Drop plus-tags of e-mail addresses"
        description="“ada+shop@example.com” is “ada@example.com”."
        disabled={disabled}
        checked={settings.dropPlusTags}
        onChange={(event) => onChange({ ...settings, dropPlusTags: event.currentTarget.checked })}
      />
      <Switch
        label="Name people by a hash of their address"
        description="Who is found by an e-mail address is known by its SHA-256, as in tools that must not see addresses."
        disabled={disabled}
        checked={settings.hashEmails}
        onChange={(event) => onChange({ ...settings, hashEmails: event.currentTarget.checked })}
      />
    </SimpleGrid>
  );
}
