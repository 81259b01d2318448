export const FUNNEL_VIEWS = ['time', 'funnel', 'events'] as const;
export type FunnelView = (typeof FUNNEL_VIEWS)[number];

/** The view an address asks for; the first where it asks for none. */
export const readView = (asked: string | string[] | undefined): FunnelView =>
  FUNNEL_VIEWS.find((known) => known === asked) ?? 'time';
