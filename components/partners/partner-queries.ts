import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/reports/get-json';
import {
  type CommissionList,
  commissionDetail,
  commissionList,
  type PartnerList,
  partner,
  partnerList,
  partnerSettings,
  payout,
  payoutDetail,
  payoutPreview,
  proposal,
  rewardRule,
} from '@/lib/partners/shapes';
import type { Mode } from '@/lib/reports/types';

export const PARTNERS = '/api/internal/partners';
/** Everything below it is read again after a change. */
export const PARTNERS_KEY = ['partners'] as const;

const searchOf = (values: Record<string, string>): URLSearchParams =>
  new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''));

export const readPartners = (mode: Mode, search: string, cursor: string, signal?: AbortSignal): Promise<PartnerList> =>
  getJson(`${PARTNERS}?${searchOf({ mode, search, cursor })}`, partnerList, signal);

export const partnersQuery = (mode: Mode, search: string) =>
  infiniteQueryOptions({
    queryKey: [...PARTNERS_KEY, 'list', mode, search],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => readPartners(mode, search, pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
  });

/** As many as a list to choose from can hold. */
const MOST_CHOICES = 1000;

/** Partners to choose from, by name. */
export const partnerChoicesQuery = queryOptions({
  queryKey: [...PARTNERS_KEY, 'choices'],
  queryFn: async ({ signal }) => {
    const found: { value: string; label: string; isArchived: boolean }[] = [];
    for (let cursor: string | null = ''; cursor !== null && found.length < MOST_CHOICES; ) {
      const page: PartnerList = await getJson(`${PARTNERS}?${searchOf({ limit: '200', cursor })}`, partnerList, signal);
      for (const { id, name, archivedAt } of page.partners)
        found.push({ value: id, label: name, isArchived: archivedAt !== null });
      cursor = page.nextCursor;
    }
    return found.sort((a, b) => a.label.localeCompare(b.label));
  },
});

export const partnerQuery = (id: string, mode: Mode) =>
  queryOptions({
    queryKey: [...PARTNERS_KEY, 'one', id, mode],
    queryFn: ({ signal }) => getJson(`${PARTNERS}/${id}?mode=${mode}`, partner, signal),
  });

const codes = z.object({
  codes: z.array(
    z.object({
      connectionId: z.string(),
      connectionName: z.string(),
      promotionCodeId: z.string(),
      code: z.string(),
      partner: z.object({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
});

export const promotionCodesQuery = queryOptions({
  queryKey: [...PARTNERS_KEY, 'codes'],
  queryFn: ({ signal }) => getJson(`${PARTNERS}/promotion-codes`, codes, signal),
});

export interface CommissionView {
  mode: Mode;
  partner: string;
  status: string;
  figure: string;
  flag: string;
  event: string;
  payout: string;
}

export const readCommissions = (view: CommissionView, cursor: string, signal?: AbortSignal): Promise<CommissionList> =>
  getJson(`${PARTNERS}/commissions?${searchOf({ ...view, cursor })}`, commissionList, signal);

export const commissionsQuery = (view: CommissionView) =>
  infiniteQueryOptions({
    queryKey: [...PARTNERS_KEY, 'commissions', view],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => readCommissions(view, pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
  });

export const commissionQuery = (id: string) =>
  queryOptions({
    queryKey: [...PARTNERS_KEY, 'commission', id],
    queryFn: ({ signal }) => getJson(`${PARTNERS}/commissions/${id}`, commissionDetail, signal),
  });

export const rulesQuery = queryOptions({
  queryKey: [...PARTNERS_KEY, 'rules'],
  queryFn: ({ signal }) => getJson(`${PARTNERS}/rules`, z.object({ rules: z.array(rewardRule) }), signal),
});

export const settingsQuery = queryOptions({
  queryKey: [...PARTNERS_KEY, 'settings'],
  queryFn: ({ signal }) => getJson(`${PARTNERS}/settings`, partnerSettings, signal),
});

export const proposalsQuery = (status: 'open' | 'decided') =>
  queryOptions({
    queryKey: [...PARTNERS_KEY, 'proposals', status],
    queryFn: ({ signal }) =>
      getJson(`${PARTNERS}/proposals?status=${status}`, z.object({ proposals: z.array(proposal) }), signal),
  });

export const payoutsQuery = queryOptions({
  queryKey: [...PARTNERS_KEY, 'payouts'],
  queryFn: ({ signal }) => getJson(`${PARTNERS}/payouts`, z.object({ payouts: z.array(payout) }), signal),
});

export const payoutPreviewQuery = queryOptions({
  queryKey: [...PARTNERS_KEY, 'payouts', 'preview'],
  queryFn: ({ signal }) => getJson(`${PARTNERS}/payouts/preview`, payoutPreview, signal),
});

export const payoutQuery = (id: string) =>
  queryOptions({
    queryKey: [...PARTNERS_KEY, 'payouts', id],
    queryFn: ({ signal }) => getJson(`${PARTNERS}/payouts/${id}`, payoutDetail, signal),
  });
