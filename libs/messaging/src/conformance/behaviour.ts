import type { Rig } from './rig.js';

/** Something the consumer runtime must do on any cluster. Fails by throwing. */
export interface Behaviour {
  readonly name: string;
  readonly run: (rig: Rig) => Promise<void>;
}
