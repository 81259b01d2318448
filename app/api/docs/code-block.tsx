import { Code } from '@mantine/core';

/** Lines that wrap instead of scrolling, so that the keyboard reaches everything. */
export function CodeBlock({ children }: { children: string }) {
  return (
    <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {children}
    </Code>
  );
}
