import { limited } from '@/app/_http/limited';
import { nothing } from '@/app/_http/mutation';
import { writer } from '@/app/_http/writer';
import { storeTouchpoints } from '@/lib/tracking/store-touchpoints';
import { touchpointRequest } from '@/lib/tracking/touchpoint-input';

const nameOf = (index: number, field: string) => `touchpoints.${index}.${field}`;

export const POST = limited(
  writer({ body: touchpointRequest, params: nothing, role: 'analyst' }, ({ workspaceId, body: { touchpoints } }) =>
    storeTouchpoints({ workspaceId, kind: 'api', nameOf }, touchpoints),
  ),
);
