'use client';

import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { changedSettings, sameDefinitions } from '@/lib/definitions/changed-settings';
import { type Definitions, definitionsOf, PRESET_IDS, PRESETS } from '@/lib/definitions/presets';
import type { DefinitionsPreview as Preview } from '@/lib/definitions/preview-definitions';
import { settingInWords } from '@/lib/definitions/setting-fields';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { DefinitionsFields } from './definitions-fields';
import { DefinitionsPreview, previewShape } from './definitions-preview';

const OWN = 'own';

/** Chooses what counts: a preset or each setting, seen over twelve months before it is saved. */
export function DefinitionsForm({ saved, mayEdit }: { saved: Definitions; mayEdit: boolean }) {
  const router = useRouter();
  const [definitions, setDefinitions] = useState(saved);
  const [preview, setPreview] = useState<{ of: Definitions; shown: Preview } | null>(null);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState<'preview' | 'save' | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const differs = !sameDefinitions(definitions, saved);
  const seen = preview !== null && sameDefinitions(preview.of, definitions);

  const run = async (what: 'preview' | 'save', work: () => Promise<void>) => {
    setBusy(what);
    setMessage(null);
    try {
      await work();
    } catch (error) {
      setMessage(error instanceof Error ? error.message : 'Something failed. Nothing was changed.');
    } finally {
      setBusy(null);
    }
  };
  const show = () =>
    run('preview', async () => {
      const answer = await sendJson('POST', '/api/internal/definitions/preview', { definitions });
      setPreview({ of: definitions, shown: previewShape.parse(answer) });
    });
  const save = () =>
    run('save', async () => {
      await sendJson('PUT', '/api/internal/definitions', { definitions, note });
      notifications.show({ title: 'Definitions saved', message: 'Every figure was computed again.' });
      setNote('');
      setPreview(null);
      router.refresh();
    });

  return (
    <Stack gap="md">
      <PresetSelect definitions={definitions} onChoose={setDefinitions} disabled={!mayEdit} />
      <DefinitionsFields definitions={definitions} onChange={setDefinitions} disabled={!mayEdit} />
      {!mayEdit && (
        <Text size="sm" c="dimmed">
          Only admins and owners change these.
        </Text>
      )}
      {mayEdit && (
        <Stack gap="sm">
          <FormMessage message={message} />
          <Text size="sm" role="status">
            {differs ? `Changed: ${inWords(saved, definitions)}.` : 'Nothing is changed yet.'}
          </Text>
          <Group gap="xs">
            <Button
              variant={seen ? 'default' : 'filled'}
              onClick={show}
              loading={busy === 'preview'}
              disabled={!differs}
            >
              Show twelve months before and after
            </Button>
            {differs && (
              <Button variant="subtle" color="gray" onClick={() => setDefinitions(saved)}>
                Discard changes
              </Button>
            )}
          </Group>
          {differs && seen && (
            <>
              <DefinitionsPreview preview={preview.shown} />
              <TextInput
                label="Note"
                description="Kept with this version: why it was changed."
                maxLength={500}
                maw={480}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
              <Group>
                <Button onClick={save} loading={busy === 'save'}>
                  Save definitions
                </Button>
              </Group>
            </>
          )}
        </Stack>
      )}
    </Stack>
  );
}

const inWords = (from: Definitions, to: Definitions) =>
  changedSettings(from, to)
    .map((key) => settingInWords(key, to[key]))
    .join('; ');

interface PresetProps {
  definitions: Definitions;
  onChoose: (definitions: Definitions) => void;
  disabled: boolean;
}

function PresetSelect({ definitions, onChoose, disabled }: PresetProps) {
  const current = PRESET_IDS.find((id) => sameDefinitions(definitionsOf(id), definitions));
  const presets = PRESET_IDS.map((id) => ({ value: id, label: PRESETS[id].label }));
  return (
    <Select
      label="Preset"
      description="Named after what they imitate; they do not promise the same figures as that product."
      w={360}
      maw="100%"
      allowDeselect={false}
      disabled={disabled}
      data={current ? presets : [...presets, { value: OWN, label: 'Your own choice' }]}
      value={current ?? OWN}
      onChange={(chosen) => {
        const preset = PRESET_IDS.find((id) => id === chosen);
        if (preset) onChoose(definitionsOf(preset));
      }}
    />
  );
}
