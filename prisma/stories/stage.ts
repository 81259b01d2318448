import { z } from 'zod';
import type { CodeKey, CouponKey, Currency, Edition, Interval, ProductKey, TaxKey } from './catalog';
import type { SpecialPlan } from './special-plans';
import type { Slot } from './steps';
import type { StoryAccount } from './story-account';

/** What one life has made so far, by the ids the account gave. */
export type Actor = {
  customer?: string;
  subscriptions: Partial<Record<Slot, string>>;
  payment?: string;
  refund?: string;
  dispute?: string;
};

/** The account while a story is played, with the ids of everything the company sells. */
export type StageSet = {
  readonly account: StoryAccount;
  readonly products: Partial<Record<ProductKey, string>>;
  readonly prices: Map<string, string>;
  readonly specials: Map<SpecialPlan, string>;
  readonly coupons: Partial<Record<CouponKey, string>>;
  readonly codes: Partial<Record<CodeKey, string>>;
  readonly taxRates: Partial<Record<TaxKey, string>>;
  readonly actors: Map<string, Actor>;
};

export function emptyStage(account: StoryAccount): StageSet {
  return {
    account,
    products: {},
    prices: new Map(),
    specials: new Map(),
    coupons: {},
    codes: {},
    taxRates: {},
    actors: new Map(),
  };
}

export function actorOf(stage: StageSet, life: string): Actor {
  const before = stage.actors.get(life);
  if (before) return before;
  const actor: Actor = { subscriptions: {} };
  stage.actors.set(life, actor);
  return actor;
}

/** The value, or a loud end: a story that loses its thread must not go on. */
export function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the story has no ${what}`);
  return value;
}

export function priceKey(plan: ProductKey, interval: Interval | 'once', currency: Currency, edition: Edition): string {
  return `${plan} ${interval} ${currency} ${edition}`;
}

const created = z.object({ id: z.string() });

/** POSTs and answers the id of the object that came back. */
export function post(account: StoryAccount, path: string, params: Record<string, unknown> = {}): string {
  return created.parse(account.request('POST', path, params)).id;
}

const list = z.object({ data: z.array(created) });

/** The newest object of a list, if there is one. */
export function newest(account: StoryAccount, path: string, params: Record<string, unknown>): string | undefined {
  return list.parse(account.request('GET', path, { ...params, limit: 1 })).data[0]?.id;
}
