import { z } from 'zod';
import { route } from '../core/router';
import type { Sandbox } from '../core/sandbox';

export const accountRoutes = [
  route('GET', '/v1/account', z.strictObject({}), showAccount),
  route('GET', '/v1/accounts/:id', z.strictObject({}), showAccount),
];

function showAccount({ settings }: Sandbox): object {
  return {
    id: settings.accountId,
    object: 'account',
    business_profile: { name: settings.accountName, support_email: null, url: null },
    business_type: null,
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    controller: { type: 'account' },
    country: settings.country,
    created: settings.startAt,
    default_currency: settings.currency,
    details_submitted: true,
    email: null,
    metadata: {},
    payouts_enabled: true,
    settings: { dashboard: { display_name: settings.accountName, timezone: 'Etc/UTC' } },
    type: 'standard',
  };
}
