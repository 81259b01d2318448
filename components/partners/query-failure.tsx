import { Alert } from '@mantine/core';

export function QueryFailure({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <Alert role="alert" color="red" variant="light" title="This cannot be shown">
      {error.message}
    </Alert>
  );
}
