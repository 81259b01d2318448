import type { ReactNode } from 'react';
import { PartnerTabs } from '@/components/partners/partner-tabs';

export default function PartnersLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PartnerTabs />
      {children}
    </>
  );
}
