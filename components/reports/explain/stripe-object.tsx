import { ActionIcon, Anchor, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ExplainObject } from '@/lib/reports/types';
import classes from './explain.module.css';

/** A Stripe id, to be copied or opened in Stripe's own dashboard. */
export function StripeObject({ object }: { object: ExplainObject }) {
  const kind = object.type.replaceAll('_', ' ');
  return (
    <span className={classes.object}>
      <Anchor inherit href={object.url} target="_blank" rel="noreferrer" title={`${kind} in the Stripe dashboard`}>
        {object.id}
      </Anchor>
      <CopyButton value={object.id}>
        {({ copied, copy }) => (
          <ActionIcon size={24} variant="subtle" color="gray" onClick={copy} aria-label={`Copy ${kind} ${object.id}`}>
            {copied ? <IconCheck size={12} /> : <IconCopy size={12} />}
          </ActionIcon>
        )}
      </CopyButton>
    </span>
  );
}
