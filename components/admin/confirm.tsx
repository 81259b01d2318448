import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { showFailure } from './show-failure';

interface Question {
  title: string;
  /** What will follow. */
  text: string;
  action: string;
  /** Whether something is lost by it; so it is unless said otherwise. */
  danger?: boolean;
  run: () => Promise<unknown>;
}

/** Asks before something that cannot be undone. */
export function confirm({ title, text, action, danger = true, run }: Question): void {
  modals.openConfirmModal({
    title,
    children: <Text size="sm">{text}</Text>,
    labels: { confirm: action, cancel: 'Cancel' },
    confirmProps: danger ? { color: 'red.9' } : {},
    onConfirm: () => {
      run().catch(showFailure);
    },
  });
}
