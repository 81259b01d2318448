import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { showFailure } from './show-failure';

interface Question {
  title: string;
  /** What will follow. */
  text: string;
  action: string;
  run: () => Promise<unknown>;
}

/** Asks before something that cannot be undone. */
export function confirm({ title, text, action, run }: Question): void {
  modals.openConfirmModal({
    title,
    children: <Text size="sm">{text}</Text>,
    labels: { confirm: action, cancel: 'Cancel' },
    confirmProps: { color: 'red.9' },
    onConfirm: () => {
      run().catch(showFailure);
    },
  });
}
