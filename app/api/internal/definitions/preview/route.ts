import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { definitionsShape } from '@/lib/definitions/parse-definitions';
import { previewDefinitions } from '@/lib/definitions/preview-definitions';

// Changes nothing; a question as long as this one does not fit an address.
export const POST = mutation(
  { role: 'admin', body: z.object({ definitions: definitionsShape }), params: nothing },
  ({ viewer, body }) => previewDefinitions(viewer.account, body.definitions),
);
