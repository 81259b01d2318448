/**
 * Work that is awaited later, while something else is done: until then its failure is nobody's. On one connection whatever
 * breaks it breaks the statements that follow as well.
 */
export function inBackground<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}
