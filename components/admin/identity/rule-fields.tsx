'use client';

import { Autocomplete, MultiSelect, Select, Text } from '@mantine/core';
import type { SeenField } from '@/lib/identity/load-identity';
import { EMAIL_FIELDS, type IdentityRule, LEVELS } from '@/lib/identity/types';
import { ADDRESSES, PLACES } from './mapping-words';
import { seenBy, suggestedKeys } from './seen-fields';

const KINDS: { value: IdentityRule['kind']; label: string }[] = [
  { value: 'metadata', label: 'Metadata key' },
  { value: 'email', label: 'E-mail address' },
  { value: 'client_reference_id', label: 'Client reference id' },
];

const emptyRule = (kind: string | null): IdentityRule =>
  kind === 'email' || kind === 'client_reference_id' ? { kind } : { kind: 'metadata', key: '' };

interface Props {
  rule: IdentityRule;
  /** Its number in the list. */
  place: number;
  seen: SeenField[];
  disabled: boolean;
  onChange: (rule: IdentityRule) => void;
}

/** What one rule looks for, and where. */
export function RuleFields({ rule, place, seen, disabled, onChange }: Props) {
  return (
    <>
      <Select
        aria-label={`Rule ${place} looks for`}
        data={KINDS}
        allowDeselect={false}
        disabled={disabled}
        w={180}
        value={rule.kind}
        onChange={(kind) => onChange(emptyRule(kind))}
      />
      {rule.kind === 'metadata' && (
        <>
          <Autocomplete
            aria-label={`Metadata key of rule ${place}`}
            placeholder="user_id"
            maxLength={40}
            data={suggestedKeys(seen)}
            renderOption={({ option }) => <KeyOption name={option.value} seen={seen} />}
            disabled={disabled}
            w={200}
            value={rule.key}
            onChange={(key) => onChange({ ...rule, key })}
          />
          <Places
            label={`Where rule ${place} looks`}
            all="anywhere"
            names={LEVELS}
            labels={PLACES}
            chosen={rule.on}
            disabled={disabled}
            onChange={(on) => onChange({ kind: rule.kind, key: rule.key, ...(on && { on }) })}
          />
        </>
      )}
      {rule.kind === 'email' && (
        <Places
          label={`Which addresses rule ${place} takes`}
          all="any address"
          names={EMAIL_FIELDS}
          labels={ADDRESSES}
          chosen={rule.from}
          disabled={disabled}
          onChange={(from) => onChange({ kind: rule.kind, ...(from && { from }) })}
        />
      )}
    </>
  );
}

interface PlacesProps<Name extends string> {
  label: string;
  all: string;
  names: readonly Name[];
  labels: Record<Name, string>;
  chosen: readonly Name[] | undefined;
  disabled: boolean;
  onChange: (chosen: Name[] | undefined) => void;
}

/** Places in the order in which they were chosen; none stands for all in the usual order. */
function Places<Name extends string>({ label, all, names, labels, chosen, disabled, onChange }: PlacesProps<Name>) {
  const choose = (values: string[]) => {
    const places = values.flatMap((value) => names.filter((name) => name === value));
    onChange(places.length === 0 ? undefined : places);
  };
  return (
    <MultiSelect
      aria-label={label}
      data={names.map((name) => ({ value: name, label: labels[name] }))}
      placeholder={chosen ? '' : all}
      disabled={disabled}
      flex="1 1 200px"
      maw={420}
      value={[...(chosen ?? [])]}
      onChange={choose}
    />
  );
}

function KeyOption({ name, seen }: { name: string; seen: readonly SeenField[] }) {
  const known = seenBy({ kind: 'metadata', key: name }, seen);
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <Text size="sm">{name}</Text>
      <Text size="xs" c="dimmed">
        {known ? carriedBy(known) : 'not seen yet'}
      </Text>
    </div>
  );
}

/** "1,204 customers, e.g. u_1, u_2". */
export const carriedBy = ({ customers, samples }: SeenField): string =>
  `${customers.toLocaleString('en-US')} ${customers === 1 ? 'customer' : 'customers'}, e.g. ${samples.join(', ')}`;
