import { AuthorizedExchange } from '../client/authorized-exchange.js';
import { JoorFailure } from '../client/joor-failure.js';
import type { JoorLink } from '../client/joor-link.js';
import type { InventoryRow, RowAnswer } from './inventory-row.js';
import { answersOf } from './log-answers.js';
import { readLog } from './read-log.js';
import { obstacleOf } from './row-key.js';

export interface InventoryUpdate {
  /**
   * JOOR forgets what the request does not name: such styles become made-to-order. Right only for a request that
   * holds everything.
   */
  readonly overwrite: boolean;
  /** JOOR subtracts the units of its Pending orders from the figures. */
  readonly decPending: boolean;
}

export interface JoorInventoryOptions {
  readonly path?: string;
  /** Default `style_identifier`, as client code sends it; the reference spells it `style_identifer`. */
  readonly styleIdentifierField?: 'style_identifier' | 'style_identifer';
}

/** An overwrite is one request of everything, and its answer names every row: some 120 bytes each. */
const MAX_ANSWER_BYTES = 100_000_000;

/** Writes stock figures to JOOR (v2 reference, style inventory bulk request), the only way there is. */
export class JoorInventory {
  private readonly exchange: AuthorizedExchange;
  private readonly path: string;
  private readonly identifierField: string;

  constructor(link: JoorLink, options: JoorInventoryOptions = {}) {
    this.exchange = new AuthorizedExchange({
      ...link,
      limits: { maxBodyBytes: MAX_ANSWER_BYTES, ...link.limits },
    });
    this.path = options.path ?? '/v2/bulk-inventory';
    this.identifierField = options.styleIdentifierField ?? 'style_identifier';
  }

  /**
   * One request. A row that JOOR could not find an item by is refused here and not sent.
   * @returns an answer a row, in the order of the rows
   * @throws JoorFailure when the request as a whole failed; see `effectUnknown`
   */
  async update(rows: readonly InventoryRow[], update: InventoryUpdate): Promise<RowAnswer[]> {
    const obstacles = rows.map(obstacleOf);
    const sendable = rows.filter((_, index) => obstacles[index] === null);
    if (update.overwrite) mustBeWhole(obstacles);
    const answers = sendable.length === 0 ? [] : await this.send(sendable, update);
    let next = 0;
    return obstacles.map((reason) =>
      reason === null ? (answers[next++] ?? { kind: 'unnamed' }) : { kind: 'refused', reason },
    );
  }

  private async send(rows: readonly InventoryRow[], update: InventoryUpdate): Promise<RowAnswer[]> {
    const query = {
      // Left out where it is not wanted: a server that looks only whether it is there would wipe everything.
      ...(update.overwrite && { overwrite: 1 }),
      dec_pending: update.decPending ? 1 : 0,
    };
    const items = rows.map((row) => this.itemOf(row));
    const answer = await this.exchange.post(this.path, query, { inventory_items: items });
    return answersOf(rows, readLog(answer));
  }

  /** Stock that is there now has no date (reference); the word IMMEDIATE in some code is not documented. */
  private itemOf({ warehouse, quantity, on, identity, by }: InventoryRow) {
    const date = on === null ? {} : { inventory_date: on };
    const figure = { warehouse, inventory: quantity, ...date };
    if (by === 'upc') return { ...figure, upc: identity.upc };
    return {
      ...figure,
      style_number: identity.styleNumber,
      ...(identity.styleIdentifier !== '' && { [this.identifierField]: identity.styleIdentifier }),
      color_code: identity.colorCode,
      size: identity.size,
    };
  }
}

function mustBeWhole(obstacles: readonly (string | null)[]): void {
  const first = obstacles.find((reason) => reason !== null);
  if (obstacles.length > 0 && first === undefined) return;
  throw new JoorFailure(
    'refused',
    `Nothing was sent: what is left out of an overwrite becomes made-to-order, and ${first ? `a row can't be sent: ${first}` : 'there are no rows.'}`,
  );
}
