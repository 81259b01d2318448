import { dubRoute } from '@/app/_http/dub-route';
import { saleAnswer } from '@/lib/tracking/track-answers';
import { saleRequest } from '@/lib/tracking/track-requests';
import { trackSale } from '@/lib/tracking/track-sale';
import { trackingOf } from '@/lib/tracking/tracking-of';

export const POST = dubRoute(async ({ caller: { account }, search, body }) => {
  return saleAnswer(await trackSale(trackingOf(account, search), saleRequest.parse(await body())));
});
