import { nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { slugInUse } from '@/lib/links/slug-in-use';

/** Whether a short link can be called so. */
export const GET = query(
  nothing,
  async ({ search }) => ({ taken: await slugInUse(search.get('slug') ?? '', search.get('link')) }),
  'analyst',
);
