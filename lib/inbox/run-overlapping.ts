/** Notes work that goes on while something else is done; it is awaited, or its failure met, where it is needed. */
export type Start = <R>(work: Promise<R>) => Promise<R>;

/**
 * Runs `main`, which may start work that goes on beside it. However `main` ends, all it started has ended before this does:
 * nothing is left to run on a connection that has moved on. Throws what broke first: on one connection the rest only follows
 * from it.
 */
export async function runOverlapping<T>(main: (start: Start) => Promise<T>): Promise<T> {
  const running = new Set<Promise<unknown>>();
  const broken: unknown[] = [];
  const start: Start = (work) => {
    const ended = work.then(noop, (error: unknown) => {
      broken.push(error);
    });
    running.add(ended);
    void ended.then(() => running.delete(ended));
    return work;
  };
  try {
    return await main(start);
  } catch (error) {
    throw broken.length > 0 ? broken[0] : error;
  } finally {
    await Promise.all(running);
  }
}

const noop = () => {};
