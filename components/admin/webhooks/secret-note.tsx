import { Alert } from '@mantine/core';
import { CopyField } from '../copy-field';

/** A signing secret, the only time it is seen. */
export function SecretNote({ secret, about }: { secret: string; about: string }) {
  return (
    <Alert role="status" variant="light" title="Copy the signing secret now">
      <CopyField label="Signing secret" description={about} value={secret} />
    </Alert>
  );
}
