import type { ReactNode } from 'react';
import { PageHeader } from '@/components/admin/page-header';
import { SettingsTabs } from '@/components/admin/settings/settings-tabs';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsTabs />
      {children}
    </>
  );
}
