import type { Behaviour } from './behaviour.js';
import { failures } from './failures.js';
import { keys } from './keys.js';
import { membership } from './membership.js';
import { offsets } from './offsets.js';

/** What the consumer runtime must do, on any cluster. */
export const behaviours: readonly Behaviour[] = [...keys, ...failures, ...offsets, ...membership];
