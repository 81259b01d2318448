'use client';

import { Drawer } from '@mantine/core';
import type { ListedLink } from '@/lib/links/link-shapes';
import { LinkForm, type PartnerChoice } from './link-form';
import { QrDialog } from './qr-dialog';

/** Which dialog is open, and of which link. */
export type Opened = { what: 'new' } | { what: 'edit' | 'qr'; link: ListedLink } | null;

interface Props {
  opened: Opened;
  onClose: () => void;
  partners: PartnerChoice[];
  origin: string;
}

/** The builder and the picture of a link, over the page that asks for them. */
export function LinkDialogs({ opened, onClose, partners, origin }: Props) {
  const link = opened && opened.what !== 'new' ? opened.link : null;
  const isForm = opened !== null && opened.what !== 'qr';
  return (
    <>
      <Drawer
        opened={isForm}
        onClose={onClose}
        position="right"
        size="lg"
        title={link ? `Edit /r/${link.slug}` : 'New link'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {isForm && <LinkForm key={link?.id ?? 'new'} {...{ link, partners, origin }} onDone={onClose} />}
      </Drawer>
      <QrDialog link={opened?.what === 'qr' ? opened.link : null} onClose={onClose} />
    </>
  );
}
