import type { Method } from '../core/router';
import type { Sandbox } from '../core/sandbox';
import { authenticatePage } from './authenticate-page';
import { checkoutPage } from './checkout-page';
import { htmlPage } from './html';
import { linkPage } from './link-page';

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
}

export type Form = Readonly<Record<string, unknown>>;

type Page = (sandbox: Sandbox, method: Method, id: string, form: Form) => PageAnswer | undefined;

const PAGES: readonly (readonly [path: RegExp, page: Page])[] = [
  [/^\/c\/pay\/(\w+)$/, checkoutPage],
  [/^\/l\/(\w+)$/, linkPage],
  [/^\/authenticate\/(\w+)$/, authenticatePage],
];

export const isPage = (path: string): boolean => PAGES.some(([pattern]) => pattern.test(path));

/** Answers a buyer's browser; undefined for a path that is no page. */
export function visit(sandbox: Sandbox, method: Method, path: string, form: Form): PageAnswer | undefined {
  for (const [pattern, page] of PAGES) {
    const id = pattern.exec(path)?.[1];
    if (id !== undefined) return page(sandbox, method, id, form) ?? nothingHere();
  }
  return undefined;
}

export const shown = (html: string, status = 200): PageAnswer => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  html,
});

export const sentTo = (location: string): PageAnswer => ({ status: 303, headers: { Location: location }, html: '' });

const nothingHere = () => shown(htmlPage('Not found', '<h1>Nothing is here</h1>'), 404);
