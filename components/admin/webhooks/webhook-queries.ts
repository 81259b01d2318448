import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/reports/get-json';

const instant = z.string();
const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

const messageRow = z.object({
  id: z.string(),
  type: z.string(),
  createdAt: instant,
  state: z.enum(DELIVERY_STATES),
  attempts: z.number(),
  nextAt: instant.nullable(),
  status: z.number().nullable(),
  problem: z.string().nullable(),
});
export type SentMessage = z.infer<typeof messageRow>;

const messagePage = z.object({ messages: z.array(messageRow), nextCursor: z.string().nullable() });

const messageDetail = messageRow.extend({
  body: z.string(),
  made: z.array(
    z.object({
      attemptedAt: instant,
      durationMs: z.number(),
      status: z.number().nullable(),
      response: z.string().nullable(),
      problem: z.string().nullable(),
    }),
  ),
});

export const webhookAddress = (endpointId: string) => `/api/internal/webhooks/${endpointId}`;
export const messageAddress = (endpointId: string, messageId: string) =>
  `${webhookAddress(endpointId)}/messages/${messageId}`;

export const messagesKey = (endpointId: string) => ['webhooks', endpointId] as const;

/** What was sent, newest first; while it is looked at, read again every few seconds. */
export const messagesQuery = (endpointId: string) =>
  infiniteQueryOptions({
    queryKey: [...messagesKey(endpointId), 'messages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const search = pageParam ? `?cursor=${pageParam}` : '';
      return getJson(`${webhookAddress(endpointId)}/messages${search}`, messagePage, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 2000,
  });

export const messageQuery = (endpointId: string, messageId: string) =>
  queryOptions({
    queryKey: [...messagesKey(endpointId), 'message', messageId],
    queryFn: ({ signal }) => getJson(messageAddress(endpointId, messageId), messageDetail, signal),
    refetchInterval: 2000,
  });
