'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';

export function ButtonLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button component={Link} href={href}>
      {children}
    </Button>
  );
}
