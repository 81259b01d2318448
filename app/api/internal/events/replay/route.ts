import { after } from 'next/server';
import { mutation, nothing } from '@/app/_http/mutation';
import { projectWhenAlone } from '@/lib/inbox/projector';
import { replayEvents } from '@/lib/inbox/replay/replay-events';
import { replaySelection } from '@/lib/workspace/replay';

export const POST = mutation({ role: 'admin', body: replaySelection, params: nothing }, async ({ viewer, body }) => {
  const events = await replayEvents(viewer.account, body);
  after(projectWhenAlone);
  return { events };
});
