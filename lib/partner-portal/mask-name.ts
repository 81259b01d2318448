/** "Ada Lovelace" as "A••• L•••"; of an address, or of no name at all, nothing is told. */
export function maskName(name: string | null): string {
  if (!name || name.includes('@')) return 'A customer';
  const words = name.trim().split(/\s+/).slice(0, 3);
  const masked = words.map((word) => `${[...word][0] ?? ''}•••`).join(' ');
  return words[0] ? masked : 'A customer';
}
