import { Stack, Text } from '@mantine/core';
import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { Section } from '@/components/admin/section';
import { PasswordForm } from '@/components/admin/settings/password-form';
import { SignOutButton } from '@/components/admin/sign-out-button';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const { user, role } = await requireViewer();
  return (
    <Stack gap="md">
      <Section title="You">
        <Text size="sm">
          {user.name ? `${user.name}, ${user.email}` : user.email}, {role} of this workspace
        </Text>
      </Section>
      <Section title="Password" about="Changing it signs you out on every device.">
        <PasswordForm />
      </Section>
      <Section title="Sessions" about="A session ends after 12 hours without use and after 30 days in any case.">
        <div>
          <SignOutButton everywhere />
        </div>
      </Section>
    </Stack>
  );
}
