import { Code } from '@mantine/core';
import { CopyButton } from './copy-button';
import classes from './links.module.css';

/** Lines to be pasted elsewhere; they wrap, so that the keyboard reaches everything. */
export function CodeSample({ name, children }: { name: string; children: string }) {
  return (
    <div className={classes.sample}>
      <Code block className={classes.code}>
        {children}
      </Code>
      <div className={classes.copy}>
        <CopyButton value={children} label={`Copy ${name}`} />
      </div>
    </div>
  );
}
