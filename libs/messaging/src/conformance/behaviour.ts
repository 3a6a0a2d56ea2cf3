import type { Rig } from './rig.js';

/** Something the consumer runtime must do on any cluster. Fails by throwing. */
export interface Behaviour {
  readonly name: string;
  /** It kills a broker: nothing else may use the cluster meanwhile. */
  readonly killsBroker?: true;
  readonly run: (rig: Rig) => Promise<void>;
}
