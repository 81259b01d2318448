'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconDots, IconPencil, IconQrcode, IconTrash } from '@tabler/icons-react';
import type { ListedLink } from '@/lib/links/link-shapes';
import { useLinkChanges } from './use-link-changes';

interface Props {
  link: ListedLink;
  mayEdit: boolean;
  onQr: (link: ListedLink) => void;
  onEdit: (link: ListedLink) => void;
  /** After it is gone. */
  onDeleted?: () => void;
}

export function LinkMenu({ link, mayEdit, onQr, onEdit, onDeleted }: Props) {
  const { archive, remove } = useLinkChanges();
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for /r/${link.slug}`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconQrcode size={14} aria-hidden />} onClick={() => onQr(link)}>
          QR code
        </Menu.Item>
        {mayEdit && (
          <>
            <Menu.Item leftSection={<IconPencil size={14} aria-hidden />} onClick={() => onEdit(link)}>
              Edit
            </Menu.Item>
            <Menu.Item
              leftSection={
                link.archived ? <IconArchiveOff size={14} aria-hidden /> : <IconArchive size={14} aria-hidden />
              }
              onClick={() => archive(link, !link.archived)}
            >
              {link.archived ? 'Take out of the archive' : 'Archive'}
            </Menu.Item>
            {/* One that was clicked is archived: its clicks stay with the people they brought. */}
            {!link.hasClicks && (
              <Menu.Item
                color="red.9"
                leftSection={<IconTrash size={14} aria-hidden />}
                onClick={() => remove(link, onDeleted)}
              >
                Delete…
              </Menu.Item>
            )}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
