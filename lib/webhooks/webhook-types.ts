/** What other servers can be told of. */
export const WEBHOOK_TYPES = ['lead.created', 'sale.created', 'commission.created', 'commission.updated'] as const;
export type WebhookType = (typeof WEBHOOK_TYPES)[number];

export const isWebhookType = (text: string): text is WebhookType => WEBHOOK_TYPES.some((type) => type === text);
