'use client';

import { SegmentedControl } from '@mantine/core';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';

/** Live and test figures are never added together: the address says which of the two is shown. */
export function ModeSwitch() {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const open = (mode: string) => {
    const next = new URLSearchParams(search);
    if (mode === 'test') next.set('mode', 'test');
    else next.delete('mode');
    router.push(next.size > 0 ? `${pathname}?${next}` : pathname);
  };
  return (
    <SegmentedControl
      size="xs"
      aria-label="Stripe mode"
      value={search.get('mode') === 'test' ? 'test' : 'live'}
      onChange={open}
      data={[
        { value: 'live', label: 'Live' },
        { value: 'test', label: 'Test' },
      ]}
    />
  );
}
