'use client';

import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import type { IdentityRule } from '@/lib/identity/types';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { RuleEditor } from './rule-editor';
import { type MetadataKey, suggestedKeys } from './suggested-keys';

interface Props {
  connectionId: string;
  version: number;
  rules: IdentityRule[];
  metadataKeys: MetadataKey[];
  mayEdit: boolean;
}

const saved = z.object({ version: z.number(), customers: z.number(), moved: z.number() });

const PRESETS: { label: string; rules: IdentityRule[] }[] = [
  { label: 'E-mail only', rules: [{ kind: 'email' }] },
  { label: 'user_id, then e-mail', rules: [{ kind: 'metadata', key: 'user_id' }, { kind: 'email' }] },
];

export function MappingForm({ connectionId, version, rules: current, metadataKeys, mayEdit }: Props) {
  const router = useRouter();
  const [rules, setRules] = useState(current);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const changed = JSON.stringify(rules) !== JSON.stringify(current);

  const save = async () => {
    const empty = rules.findIndex((rule) => rule.kind === 'metadata' && rule.key.trim() === '');
    if (empty >= 0) return setMessage(`Rule ${empty + 1} needs a metadata key.`);
    setBusy(true);
    setMessage(null);
    try {
      const answer = await sendJson('PUT', `/api/internal/identity/${connectionId}`, {
        rules,
        reason: reason || undefined,
      });
      const result = saved.parse(answer);
      notifications.show({
        title: `Version ${result.version} is in force`,
        message: `${result.moved} of ${result.customers} customers moved to another person. All numbers follow it, old ones too.`,
      });
      setReason('');
      router.refresh();
    } catch (error) {
      setMessage(error instanceof Error ? error.message : 'Saving failed. The old mapping stays in force.');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="sm">
      <Alert role="note" variant="light" color="yellow" title="The ids must be the same">
        The id on the purchase must equal the id in your app: a purchase made as “u_42” never meets a user known as
        “42”.
      </Alert>
      <Text size="sm" c="dimmed">
        {version === 0 ? 'The default rules are in force.' : `Version ${version} is in force.`} The first rule that
        finds a value decides; a customer no rule finds stays a person of its own.
      </Text>
      <FormMessage message={message} />
      <RuleEditor rules={rules} keys={suggestedKeys(metadataKeys)} disabled={!mayEdit} onChange={setRules} />
      {mayEdit && (
        <>
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => setRules([...rules, { kind: 'metadata', key: '' }])}>
              Add rule
            </Button>
            {PRESETS.map((preset) => (
              <Button key={preset.label} size="xs" variant="default" onClick={() => setRules(preset.rules)}>
                {preset.label}
              </Button>
            ))}
          </Group>
          <Group gap="xs" align="flex-end">
            <TextInput
              label="Why (optional)"
              maxLength={500}
              w={320}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Button onClick={save} loading={busy} disabled={!changed}>
              Save mapping
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
