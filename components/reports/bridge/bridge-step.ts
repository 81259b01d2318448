import type { LevelStep } from '../../charts/place-steps';
import type { ExplainTarget } from '../explain/explain-target';

/** A step of a bridge: its figure opens its own explanation. */
export interface BridgeStep extends LevelStep {
  /** What the figure is, for those who hear it. */
  name: string;
  target: ExplainTarget;
}

/** The same steps over the days compared with. */
export interface ComparedBridge {
  from: string;
  to: string;
  steps: BridgeStep[];
}
