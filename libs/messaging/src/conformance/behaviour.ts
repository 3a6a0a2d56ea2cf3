import type { Rig } from './rig.js';

/** Something the consumer runtime must do on any cluster. Fails by throwing. */
export interface Behaviour {
  readonly name: string;
  /** It ends brokers, so it needs a cluster of its own. */
  readonly kills?: boolean;
  readonly run: (rig: Rig) => Promise<void>;
}
