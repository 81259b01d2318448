import { Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { BRAND_ICON as BrandIcon } from '@/components/shell/nav-items';
import classes from './entrance.module.css';

/** The card of the screens before the dashboard: first run, sign-in, invitation. */
export function Entrance({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return (
    <Center component="main" mih="100dvh" p="md" className={classes.backdrop}>
      <Stack w="100%" maw={420} gap="md">
        <Group gap="xs" justify="center">
          <span className={classes.brand}>
            <BrandIcon size={18} stroke={2} aria-hidden />
          </span>
          <Text fw={600} size="lg">
            Headwater
          </Text>
        </Group>
        <Paper withBorder p="lg">
          <Stack gap="md">
            <div>
              <Title order={1}>{title}</Title>
              {about && (
                <Text size="sm" c="dimmed" mt={4}>
                  {about}
                </Text>
              )}
            </div>
            {children}
          </Stack>
        </Paper>
      </Stack>
    </Center>
  );
}
