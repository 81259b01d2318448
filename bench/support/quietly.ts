/** Runs something that prints what nobody asked for. */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { log, warn, info } = console;
  Object.assign(console, { log: () => {}, warn: () => {}, info: () => {} });
  try {
    return await work();
  } finally {
    Object.assign(console, { log, warn, info });
  }
}
