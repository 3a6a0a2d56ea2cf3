import type { EffectLedger } from '../effects/effect-ledger.js';
import type { FaultSet } from '../faults/fault-set.js';
import type { GenericWms } from '../generic-wms/generic-wms.js';
import type { JoorWorld, WorldName } from '../joor/joor-world.js';
import type { RequestBook } from '../requests/request-book.js';
import type { SkubanaWorld } from '../skubana/skubana-world.js';
import type { TokenHost } from '../token-host/token-target.js';

/** The parts of a sandbox that the control API steers and shows. */
export interface Steered {
  readonly effects: EffectLedger;
  readonly requests: RequestBook;
  readonly joor: Readonly<Record<WorldName, JoorWorld>>;
  readonly tokens: Readonly<Record<WorldName, TokenHost>>;
  readonly skubana: Readonly<Record<WorldName, SkubanaWorld>>;
  readonly generic: GenericWms;
  readonly urls: Readonly<Record<string, string>>;
  faultsOf(target: string): FaultSet | undefined;
  faultSets(): readonly FaultSet[];
  reset(): void;
}
