import type { World } from '@joor-bridge/contracts';

/** Whose styles: a connection in one of JOOR's worlds. */
export interface Scope {
  readonly connectionId: string;
  readonly world: World;
}
