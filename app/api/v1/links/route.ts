import { nothing } from '@/app/_http/mutation';
import { reader } from '@/app/_http/reader';
import { publicOrigin } from '@/app/_session/public-origin';
import { linkQuery, listLinks } from '@/lib/links/list-links';

export const GET = reader(nothing, async ({ account, search }) => ({
  json: await listLinks(account, linkQuery.parse(search), await publicOrigin()),
}));
