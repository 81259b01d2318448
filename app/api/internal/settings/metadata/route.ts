import { mutation, nothing } from '@/app/_http/mutation';
import { metadataKeyChoice } from '@/lib/workspace/metadata-keys';
import { updateMetadataKeys } from '@/lib/workspace/update-metadata-keys';

export const PUT = mutation({ role: 'admin', body: metadataKeyChoice, params: nothing }, ({ viewer, body }) =>
  updateMetadataKeys(viewer.account.workspaceId, body.keys),
);
