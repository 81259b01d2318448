import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { showFailure } from '../../show-failure';
import { type Act, act, type Done, IDENTITY_KEY } from './conflict-queries';

/** Does things by hand, one after the other, says what came of them, and has all that shows people read again. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();
  const router = useRouter();
  const run = async (what: Act, bodies: readonly object[], said: string): Promise<boolean> => {
    setBusy(true);
    const results: Done[] = [];
    try {
      for (const body of bodies) results.push(await act(what, body));
      notifications.show({ title: said, message: whatMoved(results) });
      return true;
    } catch (error) {
      showFailure(error);
      return false;
    } finally {
      await client.invalidateQueries({ queryKey: IDENTITY_KEY });
      router.refresh();
      setBusy(false);
    }
  };
  return { run, busy };
}

function whatMoved(results: readonly Done[]): string {
  if (results.every(({ changed }) => !changed)) return 'It was so already.';
  const moved = results.reduce((sum, done) => sum + done.moved, 0);
  if (moved === 0) return 'No customer moved.';
  return `${moved} customer${moved === 1 ? '' : 's'} moved to another person, with all they bought.`;
}
