import { z } from 'zod';

const failure = z.object({ error: z.object({ message: z.string() }) });

/** Reads one of our own JSON addresses. A refusal becomes an Error that carries the server's sentence. */
export async function getJson<Shape extends z.ZodType>(
  url: string,
  shape: Shape,
  signal?: AbortSignal,
): Promise<z.output<Shape>> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  if (response.ok) return shape.parse(await response.json());
  const refusal = failure.safeParse(await response.json().catch(() => null));
  throw new Error(refusal.data?.error.message ?? `The server answered ${response.status}.`);
}
