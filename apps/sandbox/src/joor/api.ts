import type { Answer, Call } from '../http/exchange.js';
import type { JoorAccount } from './joor-account.js';
import type { JoorWorld } from './joor-world.js';

/** One part of JOOR's API: orders, inventory, styles, catalogue. */
export interface JoorApi {
  /** The path as the counts name it, with ids left out; null when it is not of this part. */
  route(path: string): string | null;
  /** What follows once the caller is known and has paid. @throws BadQuery */
  answer(asked: Asked): Answer;
}

export interface Asked {
  readonly world: JoorWorld;
  readonly account: JoorAccount;
  readonly call: Call;
  /** When the request came, epoch ms: its effect may come later. */
  readonly askedAt: number;
}
