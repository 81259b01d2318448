import type { Colour } from '@/lib/workspace/connection-inputs';

/** The colour of a source as the theme draws it. */
export const swatchOf = (colour: Colour): string => `var(--mantine-color-${colour}-6)`;
