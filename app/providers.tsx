'use client';

import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { LocaleProvider } from '@/components/format/locale-context';
import { cssVariablesResolver, theme } from '@/components/theme';

export function Providers({ nonce, locale, children }: { nonce?: string; locale: string; children: ReactNode }) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: false } } }),
  );
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce ?? ''}
    >
      <QueryClientProvider client={client}>
        <NuqsAdapter>
          <LocaleProvider locale={locale}>
            <ModalsProvider>{children}</ModalsProvider>
            <Notifications position="bottom-right" autoClose={6000} />
          </LocaleProvider>
        </NuqsAdapter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
