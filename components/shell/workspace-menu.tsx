'use client';

import { Menu, Text, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import Link from 'next/link';
import { sendJson } from '@/components/admin/send-json';
import { showFailure } from '@/components/admin/show-failure';
import { BRAND_ICON as BrandIcon } from './nav-items';
import classes from './shell.module.css';

interface Props {
  workspaceId: string;
  workspaceName: string;
  workspaces: { id: string; name: string }[];
  narrow?: boolean;
}

export function WorkspaceMenu({ workspaceId, workspaceName, workspaces, narrow = false }: Props) {
  const open = async (id: string) => {
    try {
      await sendJson('POST', '/api/internal/workspaces/open', { id });
      window.location.assign('/'); // nothing of the other workspace may stay on the screen
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <Menu width={240} position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.workspace} aria-label={`Workspace: ${workspaceName}`}>
          <span className={classes.brand}>
            <BrandIcon size={18} stroke={2} aria-hidden />
          </span>
          {!narrow && (
            <>
              <Text truncate className={classes.workspaceName}>
                {workspaceName}
              </Text>
              <IconSelector size={16} stroke={1.6} aria-hidden />
            </>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Workspaces</Menu.Label>
        {workspaces.map(({ id, name }) => (
          <Menu.Item
            key={id}
            onClick={() => open(id)}
            aria-current={id === workspaceId ? 'true' : undefined}
            rightSection={id === workspaceId ? <IconCheck size={16} aria-hidden /> : undefined}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} href="/settings/new-workspace" leftSection={<IconPlus size={16} aria-hidden />}>
          New workspace
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
