'use client';

import { Button, Group, Image, Modal, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

interface Props {
  link: { slug: string; shortUrl: string } | null;
  onClose: () => void;
}

/** The short link as a picture, made by this server. */
export function QrDialog({ link, onClose }: Props) {
  const address = (format: string, more: Record<string, string> = {}) =>
    `/links/qr?${new URLSearchParams({ key: link?.slug ?? '', format, ...more })}`;
  return (
    <Modal
      opened={link !== null}
      onClose={onClose}
      title="QR code"
      size="sm"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {link && (
        <Stack align="center" gap="sm">
          <Image src={address('svg')} alt={`QR code of ${link.shortUrl}`} w={240} h={240} radius="sm" />
          <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
            {link.shortUrl}
          </Text>
          <Group gap="xs">
            {[
              { label: 'SVG', href: address('svg'), file: `${link.slug}.svg` },
              { label: 'PNG', href: address('png', { size: '1024' }), file: `${link.slug}.png` },
            ].map(({ label, href, file }) => (
              <Button
                key={label}
                component="a"
                href={href}
                download={file}
                variant="default"
                size="xs"
                leftSection={<IconDownload size={14} aria-hidden />}
              >
                Download {label}
              </Button>
            ))}
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
