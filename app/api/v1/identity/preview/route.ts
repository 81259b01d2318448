import { nothing } from '@/app/_http/mutation';
import { writer } from '@/app/_http/writer';
import { chosenConnection } from '@/lib/identity/answer-mapping';
import { connectionQuery, type PreviewAnswer, previewRequest } from '@/lib/identity/mapping-answer';
import { answerPreview } from '@/lib/identity/preview/answer-preview';

const status = ({ state }: PreviewAnswer) => (state === 'running' ? 202 : 200);

export const POST = writer({ body: previewRequest, params: nothing, status }, async ({ account, body, search }) => {
  const { connection } = connectionQuery.parse(search);
  return answerPreview(account, await chosenConnection(account.workspaceId, connection), body);
});
