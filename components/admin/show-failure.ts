import { notifications } from '@mantine/notifications';

/** For failures that belong to no input. */
export function showFailure(error: unknown): void {
  const message = error instanceof Error ? error.message : 'Something failed. Nothing was changed.';
  notifications.show({ color: 'red', title: 'That did not work', message });
}
