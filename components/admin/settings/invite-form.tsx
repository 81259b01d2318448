'use client';

import { Alert, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { CopyField } from '../copy-field';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';
import { assignableRoles, type ViewerRole } from './assignable-roles';

const answer = z.object({ token: z.string() });

const MEANING = 'Analysts and viewers read everything. Admins also manage sources, identity, rates, keys and members.';

/** No mail is sent: whoever invites passes the link on. */
export function InviteForm({ viewerRole }: { viewerRole: ViewerRole }) {
  const router = useRouter();
  const [invited, setInvited] = useState<{ email: string; link: string } | null>(null);
  const form = useForm({ initialValues: { email: '', role: 'viewer' } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    setInvited(null);
    const { token } = answer.parse(await sendJson('POST', '/api/internal/invitations', values));
    setInvited({ email: values.email, link: `${window.location.origin}/invite/${token}` });
    form.reset();
    router.refresh();
  });
  return (
    <Stack gap="sm" maw={640}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <FormMessage message={message} />
          <Group gap="xs" align="flex-start">
            <TextInput label="E-mail" type="email" w={280} {...form.getInputProps('email')} />
            <Select
              label="Role"
              data={assignableRoles(viewerRole)}
              allowDeselect={false}
              w={120}
              {...form.getInputProps('role')}
            />
            <Button type="submit" loading={busy} mt={21}>
              Create invitation
            </Button>
          </Group>
        </Stack>
      </form>
      {invited ? (
        <Alert role="status" variant="light" title={`Send this link to ${invited.email}`}>
          <CopyField
            label="Invitation link"
            description="Shown only now. It works once, for 7 days."
            value={invited.link}
          />
        </Alert>
      ) : (
        <small style={{ color: 'var(--mantine-color-dimmed)' }}>{MEANING}</small>
      )}
    </Stack>
  );
}
