import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { deleteLink } from '../delete-link';
import { updateLink } from '../save-link';
import { dubFailure } from './dub-failure';
import { readDubPatch } from './dub-input';
import { answerAll, createDubLink, type DubCaller, findNamed } from './dub-links';

/** As many as Dub takes at once. */
const MOST = 100;

const ids = z.array(z.string().min(1)).max(MOST).optional();
const many = z.array(z.unknown(), 'The body is not a list of links.').min(1).max(MOST);
const changes = z.object({ linkIds: ids, externalIds: ids, data: z.unknown() });

/** Each by itself: what cannot be made says why in its place. */
export async function createManyDubLinks(caller: DubCaller, body: unknown): Promise<object[]> {
  const answers: object[] = [];
  for (const link of many.parse(body))
    answers.push(
      await createDubLink(caller, link).catch((error: unknown) => {
        const failure = dubFailure(error);
        if (!failure) throw error;
        return { link, error: failure.error.message, code: failure.error.code };
      }),
    );
  return answers;
}

/** The same change to all that are there. */
export async function updateManyDubLinks(caller: DubCaller, body: unknown): Promise<object[]> {
  const { linkIds = [], externalIds = [], data } = changes.parse(body);
  const { workspaceId } = caller.account;
  const patch = readDubPatch(data, new URL(caller.origin).host);
  for (const field of ['slug', 'externalId'] as const)
    if (patch[field]) throw new AppError('unprocessable', `${field}: several links cannot have the same.`, field);
  const links = [];
  for (const { id } of await named(workspaceId, [...linkIds, ...externalIds.map((id) => `ext_${id}`)]))
    links.push(await updateLink(workspaceId, id, patch));
  return answerAll(caller, links);
}

/** @param list Ids with commas between them. */
export async function deleteManyDubLinks({ account }: DubCaller, list: string): Promise<{ deletedCount: number }> {
  const links = await named(account.workspaceId, z.array(z.string()).max(MOST).parse(list.split(',').filter(Boolean)));
  for (const { id } of links) await deleteLink(account.workspaceId, id);
  return { deletedCount: links.length };
}

async function named(workspaceId: string, names: readonly string[]) {
  const found = await Promise.all(names.map((name) => findNamed(workspaceId, name)));
  const links = found.flatMap((link) => link ?? []);
  return [...new Map(links.map((link) => [link.id, link])).values()];
}
