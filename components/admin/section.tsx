import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './section.module.css';

interface Props {
  title: string;
  about?: ReactNode;
  id?: string;
  /** 2 for a section of a page, 3 inside another section. */
  order?: 2 | 3;
  children: ReactNode;
}

/** A titled block with a hairline around it; one inside another has only a line above. */
export function Section({ title, about, id, order = 2, children }: Props) {
  const content = (
    <Stack gap="sm">
      <div>
        <Title order={order} className={classes.title}>
          {title}
        </Title>
        {about && (
          <Text component="div" size="sm" c="dimmed" maw={720}>
            {about}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  );
  if (order === 3) return <div className={classes.inner}>{content}</div>;
  return (
    <Paper component="section" withBorder p="md" id={id} aria-label={title}>
      {content}
    </Paper>
  );
}
