import {
  type Icon,
  IconArrowBackUp,
  IconArrowsUpDown,
  IconCashBanknote,
  IconChartBar,
  IconChartLine,
  IconCoins,
  IconDiscount,
  IconFilter,
  IconFingerprint,
  IconHeartHandshake,
  IconHourglass,
  IconLayoutDashboard,
  IconLink,
  IconList,
  IconMathFunction,
  IconPackage,
  IconPlugConnected,
  IconScale,
  IconSettings,
  IconSpeakerphone,
  IconUsers,
} from '@tabler/icons-react';

export interface NavItem {
  label: string;
  href: string;
  icon: Icon;
  /** Shown and searched in the command palette. */
  about: string;
}

export interface NavSection {
  label: string | null;
  items: NavItem[];
}

export const NAV_SECTIONS: NavSection[] = [
  {
    label: null,
    items: [{ label: 'Overview', href: '/', icon: IconLayoutDashboard, about: 'The figures of the morning' }],
  },
  {
    label: 'Revenue',
    items: [
      { label: 'MRR', href: '/mrr', icon: IconChartLine, about: 'Monthly recurring revenue, its level over time' },
      {
        label: 'Movements',
        href: '/movements',
        icon: IconArrowsUpDown,
        about: 'What moved MRR: new, expansion, churn, FX',
      },
      {
        label: 'Net revenue',
        href: '/revenue',
        icon: IconCashBanknote,
        about: 'From gross to net, and total payments',
      },
      { label: 'Products', href: '/products', icon: IconPackage, about: 'Revenue, orders and buyers by product' },
      {
        label: 'Coupons',
        href: '/coupons',
        icon: IconDiscount,
        about: 'What coupons give away, and what comes with them',
      },
    ],
  },
  {
    label: 'Customers',
    items: [
      { label: 'Trials', href: '/trials', icon: IconHourglass, about: 'Trial cohorts and conversion' },
      {
        label: 'Refunds & disputes',
        href: '/refunds',
        icon: IconArrowBackUp,
        about: 'Refund rates, and how disputes end',
      },
      { label: 'People', href: '/people', icon: IconUsers, about: 'Everybody by any identifier, each with a page' },
    ],
  },
  {
    label: 'Attribution',
    items: [
      {
        label: 'Campaigns',
        href: '/attribution/campaigns',
        icon: IconSpeakerphone,
        about: 'What each campaign, source, link or partner brought, from click to revenue',
      },
      {
        label: 'Links',
        href: '/attribution/links',
        icon: IconLink,
        about: 'Short links with UTM and QR code, and what each brought',
      },
      {
        label: 'Funnel',
        href: '/attribution/funnel',
        icon: IconFilter,
        about: 'Clicks, leads, trials and sales over time, as a funnel, and live',
      },
      {
        label: 'Payback',
        href: '/attribution/payback',
        icon: IconCoins,
        about: 'Spend, CAC, ROAS and when a campaign has paid back',
      },
      {
        label: 'Partners',
        href: '/attribution/partners',
        icon: IconHeartHandshake,
        about: 'Who brings customers for a share: rules, commissions, payouts',
      },
    ],
  },
  {
    label: 'Data',
    items: [
      { label: 'Sources', href: '/sources', icon: IconPlugConnected, about: 'Connect Stripe and watch deliveries' },
      { label: 'Events', href: '/events', icon: IconList, about: 'Every event, its state and its payload' },
      { label: 'Identity', href: '/identity', icon: IconFingerprint, about: 'Which customer is which person' },
      {
        label: 'Reconciliation',
        href: '/reconciliation',
        icon: IconScale,
        about: 'The ledger against Stripe’s balance, to the cent, down to payouts',
      },
    ],
  },
  {
    label: null,
    items: [
      {
        label: 'How we calculate',
        href: '/how-we-calculate',
        icon: IconMathFunction,
        about: 'Every definition in words, with its worked examples',
      },
      { label: 'Settings', href: '/settings', icon: IconSettings, about: 'Workspace, rates, members and keys' },
    ],
  },
];

export const BRAND_ICON = IconChartBar;
