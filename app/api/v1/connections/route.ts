import { nothing } from '@/app/_http/mutation';
import { reader } from '@/app/_http/reader';
import { writer } from '@/app/_http/writer';
import { answerConnections, answerNewConnection } from '@/lib/workspace/answer-connections';
import { newConnection } from '@/lib/workspace/connection-answer';

export const GET = reader(nothing, async ({ account }) => ({ json: await answerConnections(account.workspaceId) }));

export const POST = writer({ body: newConnection, params: nothing, status: 201 }, ({ workspaceId, body }) =>
  answerNewConnection(workspaceId, body),
);
