import { dubRoute } from '@/app/_http/dub-route';
import { leadAnswer } from '@/lib/tracking/track-answers';
import { trackLead } from '@/lib/tracking/track-lead';
import { leadRequest } from '@/lib/tracking/track-requests';
import { trackingOf } from '@/lib/tracking/tracking-of';

export const POST = dubRoute(async ({ caller: { account, origin }, search, body }) => {
  const request = leadRequest.parse(await body());
  return leadAnswer(await trackLead(trackingOf(account, search), request), request, origin);
});
