import { after } from 'next/server';
import { nothing } from '@/app/_http/mutation';
import { writer } from '@/app/_http/writer';
import { projectWhenAlone } from '@/lib/inbox/projector';
import { replayByRequest, replayRequest } from '@/lib/workspace/replay';

export const POST = writer({ role: 'analyst', body: replayRequest, params: nothing }, async (call) => {
  if (!call.body.dryRun) call.requireRole('admin');
  const answer = await replayByRequest(call.account, call.body);
  if (!answer.dryRun) after(projectWhenAlone);
  return answer;
});
