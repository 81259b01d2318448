'use client';

import { Button } from '@mantine/core';
import { Entrance } from '@/components/admin/entrance';

export default function RootError({ reset }: { error: Error; reset: () => void }) {
  return (
    <Entrance
      title="This page failed"
      about="Nothing was changed and no event is lost. The server’s log says what happened."
    >
      <Button onClick={reset}>Try again</Button>
    </Entrance>
  );
}
