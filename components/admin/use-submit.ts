import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { Refusal } from './send-json';

/** Runs a form's submission; a refusal lands beside the input it names, else in `message`. */
export function useSubmit<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  run: (values: Values) => Promise<void>,
) {
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const submit = form.onSubmit(async (values) => {
    setBusy(true);
    setMessage(null);
    try {
      await run(values);
    } catch (error) {
      const field = error instanceof Refusal ? error.field : undefined;
      const text = error instanceof Error ? error.message : 'Something failed. Nothing was changed.';
      if (field && field in values) form.setFieldError(field, text);
      else setMessage(text);
    } finally {
      setBusy(false);
    }
  });
  return { submit, busy, message };
}
