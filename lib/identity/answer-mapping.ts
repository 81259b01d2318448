import type { z } from 'zod';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { loadMapping } from './load-identity';
import { loadVersions } from './load-versions';
import type { MappingAnswer, mappingRequest } from './mapping-answer';
import { saveMapping } from './save-mapping';

/** The source that is named, or the only one. Throws `not_found`, or `bad_request` where one has to be named. */
export async function chosenConnection(workspaceId: string, named: string | undefined): Promise<string> {
  const sources = await getDb().connection.findMany({
    where: { workspaceId, ...(named === undefined ? {} : { id: named }) },
    select: { id: true },
    take: 2,
  });
  const [found] = sources;
  if (!found) throw new AppError('not_found', 'There is no such source.', 'connection');
  if (sources.length > 1) throw new AppError('bad_request', 'connection: name one of the sources.', 'connection');
  return found.id;
}

/** The rules of a source, as the REST API tells them. */
export async function answerMapping(workspaceId: string, connection: string): Promise<MappingAnswer> {
  const [{ version, rules, settings }, [newest]] = await Promise.all([
    loadMapping(workspaceId, connection),
    loadVersions(workspaceId, connection),
  ]);
  const isWaiting = newest !== undefined && newest.appliedAt === null;
  return {
    ...{ connection, version, rules: [...rules], settings },
    applying: isWaiting
      ? { version: newest.version, done: newest.done, total: newest.total, problem: newest.problem }
      : null,
  };
}

/** Saves rules for a source. Throws `conflict` while others are being applied. */
export async function answerNewMapping(
  workspaceId: string,
  connectionId: string,
  { rules, settings, reason }: z.output<typeof mappingRequest>,
): Promise<MappingAnswer> {
  await saveMapping({ workspaceId, connectionId, userId: null, rules, settings, reason });
  return answerMapping(workspaceId, connectionId);
}
