import { PageTabs } from '@/components/shell/page-tabs';

const TABS = [
  { href: '/settings', label: 'Workspace' },
  { href: '/settings/definitions', label: 'Definitions' },
  { href: '/settings/rates', label: 'Exchange rates' },
  { href: '/settings/members', label: 'Members' },
  { href: '/settings/api-keys', label: 'API keys' },
  { href: '/settings/webhooks', label: 'Webhooks' },
  { href: '/settings/account', label: 'Your account' },
];

export const SettingsTabs = () => <PageTabs label="Settings" tabs={TABS} />;
