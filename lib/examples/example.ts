/** What the code makes of an example's input. */
export interface Worked {
  value: string;
  /** How it got there, where the code says. */
  arithmetic?: string;
}

/** A worked example of definitions.md: its input and result in words, and how the product's own code computes it. */
export interface Example {
  /** As in definitions.md; several cases of one row share it. */
  id: string;
  input: string;
  expected: string;
  work: () => Worked;
}

export interface ExampleSection {
  id: string;
  title: string;
  about: string;
  /** How other products count the same. */
  others?: string;
  examples: readonly Example[];
}

export interface Outcome extends Worked {
  id: string;
  input: string;
  expected: string;
  /** Whether the code says what the definition says. */
  holds: boolean;
}

/** Computes an example. One that fails says so in the place of its value. */
export function outcomeOf({ id, input, expected, work }: Example): Outcome {
  try {
    const worked = work();
    return { id, input, expected, ...worked, holds: worked.value === expected };
  } catch (error) {
    return {
      id,
      input,
      expected,
      value: `failed: ${error instanceof Error ? error.message : 'unknown'}`,
      holds: false,
    };
  }
}
