'use client';

import { Button } from '@mantine/core';
import { sendJson } from '@/components/admin/send-json';
import { showFailure } from '@/components/admin/show-failure';

export function LeaveButton() {
  const leave = () =>
    sendJson('POST', '/api/internal/partner-page/leave').then(() => window.location.assign('/partner'), showFailure);
  return (
    <Button variant="default" onClick={leave}>
      Close this page
    </Button>
  );
}
