'use client';

import { Button, Menu, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { IdentityRule } from '@/lib/identity/types';
import { PRESETS } from './presets';

/** Puts a whole list of rules in the place of the one that is edited. */
export function PresetMenu({ onChoose }: { onChoose: (rules: readonly IdentityRule[]) => void }) {
  return (
    <Menu position="bottom-start" width={320}>
      <Menu.Target>
        <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          Use a preset
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="50vh" style={{ overflowY: 'auto' }}>
        {PRESETS.map(({ label, about, rules }) => (
          <Menu.Item key={label} onClick={() => onChoose(rules)}>
            <Text size="sm">{label}</Text>
            <Text size="xs" c="dimmed">
              {about}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
