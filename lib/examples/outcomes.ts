import { OTHER_SYSTEMS } from './b3-churn';
import { type Outcome, outcomeOf } from './example';
import { EXAMPLE_SECTIONS } from './sections';

export interface SectionOutcomes {
  id: string;
  title: string;
  about: string;
  others?: string;
  outcomes: Outcome[];
}

export interface OtherOutcome {
  system: string;
  formula: string;
  value: string;
  holds: boolean;
}

interface AllOutcomes {
  sections: SectionOutcomes[];
  others: OtherOutcome[];
  count: number;
  holding: number;
}

let computed: AllOutcomes | undefined;

/** Every worked example as this process computes it. Neither input nor code change while it runs: once is enough. */
export function allOutcomes(): AllOutcomes {
  computed ??= computeAll();
  return computed;
}

function computeAll(): AllOutcomes {
  const sections = EXAMPLE_SECTIONS.map(({ examples, ...section }) => ({
    ...section,
    outcomes: examples.map(outcomeOf),
  }));
  const others = OTHER_SYSTEMS.map(({ system, formula, expected, work }) => {
    const { value, holds } = outcomeOf({ id: system, input: formula, expected, work: () => ({ value: work() }) });
    return { system, formula, value, holds };
  });
  const all = [...sections.flatMap(({ outcomes }) => outcomes), ...others];
  return { sections, others, count: all.length, holding: all.filter(({ holds }) => holds).length };
}
