import { dubRoute } from '@/app/_http/dub-route';
import { findDubLink } from '@/lib/links/dub/dub-links';

export const GET = dubRoute(({ caller, search }) => findDubLink(caller, search));
