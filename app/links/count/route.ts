import { dubRoute } from '@/app/_http/dub-route';
import { countDubLinks } from '@/lib/links/dub/dub-links';

export const GET = dubRoute(({ caller, search }) => countDubLinks(caller, search));
