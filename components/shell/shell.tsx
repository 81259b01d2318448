'use client';

import { ActionIcon, AppShell, Burger, Drawer, Tooltip } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Freshness } from '@/lib/workspace/load-freshness';
import { FreshnessStamp } from './freshness-stamp';
import { ModeSwitch } from './mode-switch';
import { NavLinks } from './nav-links';
import { PageSearch } from './page-search';
import classes from './shell.module.css';
import { TestBanner } from './test-banner';
import { UserMenu } from './user-menu';
import { WorkspaceMenu } from './workspace-menu';

export interface ShellViewer {
  email: string;
  name: string | null;
  role: string;
  workspaceId: string;
  workspaceName: string;
  workspaces: { id: string; name: string }[];
  timeZone: string;
}

/** What surrounds every page of the dashboard. */
export function Shell({
  viewer,
  freshness,
  children,
}: {
  viewer: ShellViewer;
  freshness: Freshness;
  children: ReactNode;
}) {
  const [sheetOpen, sheet] = useDisclosure(false);
  const [narrow, setNarrow] = useLocalStorage({ key: 'hw-narrow-navigation', defaultValue: false });
  const { workspaceId, workspaceName, workspaces } = viewer;
  const workspace = { workspaceId, workspaceName, workspaces };
  const ToggleIcon = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <>
      <a className="hw-skip-link" href="#content">
        Skip to content
      </a>
      <AppShell
        layout="alt"
        header={{ height: 48 }}
        navbar={{ width: narrow ? 62 : 216, breakpoint: 'sm', collapsed: { mobile: true } }}
        transitionDuration={0}
      >
        <AppShell.Navbar className={classes.navbar} visibleFrom="sm">
          <WorkspaceMenu {...workspace} narrow={narrow} />
          <NavLinks narrow={narrow} />
        </AppShell.Navbar>
        <AppShell.Header className={classes.header}>
          <Burger size="sm" hiddenFrom="sm" opened={sheetOpen} onClick={sheet.toggle} aria-label="Open navigation" />
          <Tooltip label={narrow ? 'Widen the navigation' : 'Narrow the navigation'}>
            <ActionIcon
              variant="subtle"
              color="gray"
              visibleFrom="sm"
              aria-label={narrow ? 'Widen the navigation' : 'Narrow the navigation'}
              onClick={() => setNarrow(!narrow)}
            >
              <ToggleIcon size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <FreshnessStamp workspaceId={workspaceId} timeZone={viewer.timeZone} initial={freshness} />
          <ModeSwitch />
          <PageSearch />
          <UserMenu email={viewer.email} name={viewer.name} role={viewer.role} />
        </AppShell.Header>
        <Drawer
          opened={sheetOpen}
          onClose={sheet.close}
          size={280}
          title="Navigation"
          closeButtonProps={{ 'aria-label': 'Close' }}
        >
          <WorkspaceMenu {...workspace} />
          <NavLinks onNavigate={sheet.close} />
        </Drawer>
        <AppShell.Main className={classes.main} id="content" tabIndex={-1}>
          <TestBanner />
          <div className={classes.content}>{children}</div>
        </AppShell.Main>
      </AppShell>
    </>
  );
}
