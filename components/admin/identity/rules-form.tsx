'use client';

import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MappingInForce, SeenField } from '@/lib/identity/load-identity';
import type { MappingVersion } from '@/lib/identity/load-versions';
import type { Mapping } from '@/lib/identity/types';
import { FormMessage } from '../form-message';
import { Section } from '../section';
import { ComparisonFields } from './comparison-fields';
import { isPending, previewQuery, saveRules, startPreview, versionsKey, versionsQuery } from './identity-queries';
import { mappingKey } from './mapping-words';
import { PresetMenu } from './preset-menu';
import { PreviewPanel } from './preview-panel';
import { listed, withRule } from './rule-list';
import { SortableRules } from './sortable-rules';

interface Props {
  connectionId: string;
  inForce: MappingInForce;
  versions: MappingVersion[];
  seen: SeenField[];
  /** Customers that stand where no rule decides. */
  byHand: number;
  provisional: number;
  mayEdit: boolean;
}

/** The rules, tried before they are saved. */
export function RulesForm({ connectionId, inForce, versions, seen, byHand, provisional, mayEdit }: Props) {
  const client = useQueryClient();
  const { data: history } = useQuery(versionsQuery(connectionId, versions));
  const [rules, setRules] = useState(() => listed(inForce.rules));
  const [settings, setSettings] = useState(inForce.settings);
  const [tried, setTried] = useState<{ id: string; key: string } | null>(null);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState<'preview' | 'save' | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const draft: Mapping = { rules: rules.map(({ rule }) => rule), settings };
  const key = mappingKey(draft);
  // Known a moment before the page is.
  const current: Mapping = history.find((version) => version.inForce) ?? inForce;
  const differs = key !== mappingKey(current);
  const shown = differs && tried?.key === key ? tried.id : null;
  const { data: preview } = useQuery({ ...previewQuery(connectionId, shown ?? ''), enabled: shown !== null });
  const waits = history.find(({ appliedAt }) => appliedAt === null);
  // What is in force when these are applied is where the next change begins.
  const isLocked = !mayEdit || (waits !== undefined && isPending(waits));

  const run = async (what: 'preview' | 'save', work: () => Promise<unknown>) => {
    const empty = draft.rules.findIndex((rule) => rule.kind === 'metadata' && rule.key.trim() === '');
    if (empty >= 0) return setMessage(`Rule ${empty + 1} needs a metadata key.`);
    setBusy(what);
    setMessage(null);
    try {
      await work();
    } catch (error) {
      setMessage(error instanceof Error ? error.message : 'Something failed. The rules in force stay.');
    } finally {
      setBusy(null);
    }
  };
  const show = () => run('preview', async () => setTried({ id: await startPreview(connectionId, draft), key }));
  const save = () =>
    run('save', async () => {
      await saveRules(connectionId, { ...draft, ...(reason.trim() && { reason }) });
      await client.invalidateQueries({ queryKey: versionsKey(connectionId) });
    });
  const discard = () => {
    setRules(listed(current.rules));
    setSettings(current.settings);
  };
  return (
    <Stack gap="md">
      <SortableRules {...{ rules, seen, byHand, provisional }} disabled={isLocked} onChange={setRules} />
      {!isLocked && (
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            onClick={() => setRules(withRule(rules, { kind: 'metadata', key: '' }))}
            disabled={rules.length >= 20}
          >
            Add rule
          </Button>
          <PresetMenu onChoose={(preset) => setRules(listed(preset))} />
        </Group>
      )}
      <Section order={3} title="How ids and addresses are compared">
        <ComparisonFields settings={settings} disabled={isLocked} onChange={setSettings} />
      </Section>
      {mayEdit ? (
        <Section order={3} title="Preview and save">
          <FormMessage message={message} />
          <Text size="sm" role="status">
            {statusOf({ differs, isSeen: preview?.state === 'done', waits })}
          </Text>
          <Group gap="xs">
            <Button
              variant={shown ? 'default' : 'filled'}
              onClick={show}
              loading={busy === 'preview'}
              disabled={!differs || shown !== null}
            >
              Preview
            </Button>
            {differs && (
              <Button variant="subtle" color="gray" onClick={discard}>
                Discard changes
              </Button>
            )}
          </Group>
          {shown && <PreviewPanel connectionId={connectionId} id={shown} onAgain={show} />}
          {preview?.state === 'done' && shown && (
            <Group gap="xs" align="flex-end">
              <TextInput
                label="Why (optional)"
                description="Kept with this version."
                maxLength={500}
                flex="1 1 240px"
                maw={480}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              <Button onClick={save} loading={busy === 'save'} disabled={waits !== undefined}>
                Save these rules
              </Button>
            </Group>
          )}
        </Section>
      ) : (
        <Text size="sm" c="dimmed">
          Only admins and owners change these.
        </Text>
      )}
    </Stack>
  );
}

interface Standing {
  differs: boolean;
  isSeen: boolean;
  waits: MappingVersion | undefined;
}

/** What stands between an edit and its saving. */
function statusOf({ differs, isSeen, waits }: Standing): string {
  if (waits && isPending(waits)) return `Version ${waits.version} is being applied; other rules can be saved after it.`;
  if (waits) return `Version ${waits.version} could not be applied: try it again or discard it before saving others.`;
  if (!differs) return 'Nothing is changed yet.';
  return isSeen ? 'This is what these rules would do. Nothing is saved yet.' : 'Changed. Preview it, then save it.';
}
