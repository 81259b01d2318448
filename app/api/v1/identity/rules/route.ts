import { nothing } from '@/app/_http/mutation';
import { reader } from '@/app/_http/reader';
import { writer } from '@/app/_http/writer';
import { answerMapping, answerNewMapping, chosenConnection } from '@/lib/identity/answer-mapping';
import { connectionQuery, mappingRequest } from '@/lib/identity/mapping-answer';

export const GET = reader(nothing, async ({ account: { workspaceId }, search }) => {
  const { connection } = connectionQuery.parse(search);
  return { json: await answerMapping(workspaceId, await chosenConnection(workspaceId, connection)) };
});

export const PUT = writer({ body: mappingRequest, params: nothing }, async ({ workspaceId, body, search }) => {
  const { connection } = connectionQuery.parse(search);
  return answerNewMapping(workspaceId, await chosenConnection(workspaceId, connection), body);
});
