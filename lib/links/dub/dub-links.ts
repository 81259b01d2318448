import { getDb } from '@/lib/db/client';
import type { Link } from '@/lib/db/generated/client';
import { inTransaction } from '@/lib/db/in-transaction';
import { AppError } from '@/lib/errors';
import type { Account } from '@/lib/reports/types';
import { deleteLink } from '../delete-link';
import { loadFigures } from '../figures/load-figures';
import { countLinks, findLinks } from '../find-links';
import { loadLinks } from '../list-links';
import { findLink } from '../require-link';
import { createLink, updateLink } from '../save-link';
import { whereTo } from '../where-to';
import { readDubPatch, readNewDubLink } from './dub-input';
import { dubLink } from './dub-link';
import { dubFilter, dubPage, readDubQuery } from './dub-query';
import { lockNames } from './lock-names';

export interface DubCaller {
  account: Account;
  /** Where this Headwater is reached: "https://links.example.com". */
  origin: string;
}

type DubLink = ReturnType<typeof dubLink>;

/** Ids of the caller's own carry this where ours are expected. */
const EXTERNAL = 'ext_';

const domainOf = ({ origin }: DubCaller) => new URL(origin).host;
const authorOf = ({ account }: DubCaller) => ({ workspaceId: account.workspaceId, userId: null });

export async function createDubLink(caller: DubCaller, body: unknown): Promise<DubLink> {
  const { patch, slug } = readNewDubLink(body, domainOf(caller));
  return answer(caller, await createLink(authorOf(caller), patch, slug));
}

export async function listDubLinks(caller: DubCaller, search: URLSearchParams): Promise<DubLink[]> {
  const { workspaceId } = caller.account;
  const asked = readDubQuery(search);
  const filter = dubFilter(asked, domainOf(caller));
  if (!filter) return [];
  const keys = await findLinks(workspaceId, filter, await dubPage(workspaceId, asked));
  return answerAll(
    caller,
    await loadLinks(
      workspaceId,
      keys.map(({ id }) => id),
    ),
  );
}

export async function countDubLinks(caller: DubCaller, search: URLSearchParams): Promise<number> {
  const filter = dubFilter(readDubQuery(search), domainOf(caller));
  return filter ? countLinks(caller.account.workspaceId, filter) : 0;
}

/** By its id, by the caller's own, or by domain and key. */
export async function findDubLink(caller: DubCaller, search: URLSearchParams): Promise<DubLink> {
  const { workspaceId } = caller.account;
  const [linkId, externalId, key] = [search.get('linkId'), search.get('externalId'), search.get('key')];
  const domain = search.get('domain');
  if (!linkId && !externalId && !key)
    throw new AppError('bad_request', 'Name the link by linkId, externalId, or domain and key.', 'linkId');
  const isElsewhere =
    !linkId && !externalId && domain !== null && domain.toLowerCase() !== domainOf(caller).toLowerCase();
  const link = isElsewhere
    ? null
    : linkId
      ? await findNamed(workspaceId, linkId)
      : await findLink(workspaceId, externalId ? { externalId: withoutPrefix(externalId) } : { slug: key ?? '' });
  if (!link) throw new AppError('not_found', 'There is no such link.');
  return answer(caller, link);
}

export async function updateDubLink(caller: DubCaller, name: string, body: unknown): Promise<DubLink> {
  const { workspaceId } = caller.account;
  const { id } = await requireNamed(workspaceId, name);
  return answer(caller, await updateLink(workspaceId, id, readDubPatch(body, domainOf(caller))));
}

/**
 * The link that the caller calls so, else the one that leads to the same address, is changed; a new one is made else. Of
 * several that are asked for at once, the first makes it.
 */
export async function upsertDubLink(caller: DubCaller, body: unknown): Promise<DubLink> {
  const { workspaceId } = caller.account;
  const wish = readNewDubLink(body, domainOf(caller));
  const { externalId } = wish.patch;
  const { url = '' } = whereTo(wish.patch, null);
  const link = await inTransaction(async (tx) => {
    await lockNames(tx, workspaceId, [`url:${url}`, ...(externalId ? [`id:${externalId}`] : [])]);
    const same = await findSame(workspaceId, { externalId, url });
    return same ? updateLink(workspaceId, same.id, wish.patch) : createLink(authorOf(caller), wish.patch, wish.slug);
  });
  return answer(caller, link);
}

interface Wanted {
  externalId: string | null | undefined;
  url: string;
}

async function findSame(workspaceId: string, { externalId, url }: Wanted): Promise<Link | null> {
  const named = externalId ? await findLink(workspaceId, { externalId }) : null;
  if (named) return named;
  return getDb().link.findFirst({ where: { workspaceId, url, deletedAt: null }, orderBy: { createdAt: 'asc' } });
}

export async function deleteDubLink(caller: DubCaller, name: string): Promise<{ id: string }> {
  const { workspaceId } = caller.account;
  const { id } = await requireNamed(workspaceId, name);
  await deleteLink(workspaceId, id);
  return { id };
}

/** The link of this id, or of the caller's own behind `ext_`. */
export const findNamed = (workspaceId: string, name: string): Promise<Link | null> =>
  findLink(workspaceId, name.startsWith(EXTERNAL) ? { externalId: withoutPrefix(name) } : { id: name });

async function requireNamed(workspaceId: string, name: string): Promise<Link> {
  const link = await findNamed(workspaceId, name);
  if (!link) throw new AppError('not_found', 'There is no link of this id.');
  return link;
}

const withoutPrefix = (name: string) => (name.startsWith(EXTERNAL) ? name.slice(EXTERNAL.length) : name);

async function answer(caller: DubCaller, link: Link): Promise<DubLink> {
  const figuresOf = await loadFigures(caller.account, [link.id], { mode: 'live' });
  return dubLink(link, figuresOf(link.id), caller.origin);
}

export async function answerAll({ account, origin }: DubCaller, links: readonly Link[]): Promise<DubLink[]> {
  const ids = links.map(({ id }) => id);
  const figuresOf = await loadFigures(account, ids, { mode: 'live' });
  return links.map((link) => dubLink(link, figuresOf(link.id), origin));
}
