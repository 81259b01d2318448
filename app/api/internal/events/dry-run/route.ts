import { mutation, nothing } from '@/app/_http/mutation';
import { replaySelection, reportReplay } from '@/lib/workspace/replay';

export const POST = mutation({ role: 'analyst', body: replaySelection, params: nothing }, ({ viewer, body }) =>
  reportReplay(viewer.account, body),
);
