import { nothing, publicMutation } from '@/app/_http/mutation';
import { createFirstOwner, firstOwner } from '@/lib/workspace/create-first-owner';

export const POST = publicMutation({ body: firstOwner, params: nothing }, async ({ body }) => {
  await createFirstOwner(body);
});
