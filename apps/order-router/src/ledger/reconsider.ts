import type { OrderState } from '@joor-bridge/contracts';

/** What the ledger holds about an order that comes again. */
export interface KnownOrder {
  readonly revision: string;
  readonly modifiedAt: Date;
  readonly outcome: 'wait' | 'deliver' | 'skip' | 'hold';
  readonly settingsVersion: number;
  readonly cancelledInJoor: boolean;
  readonly delivery: KnownDelivery | null;
}

export interface KnownDelivery {
  readonly state: Extract<
    OrderState,
    'delivering' | 'parked' | 'delivered' | 'would-deliver' | 'failed' | 'cancelled'
  >;
  readonly revision: string;
  /** An earlier attempt may have had its effect. */
  readonly doubt: boolean;
}

/** The revision that comes, and what would be decided about it today. */
export interface Incoming {
  readonly revision: string;
  readonly modifiedAt: Date;
  readonly outcome: 'wait' | 'deliver' | 'skip' | 'hold';
  readonly settingsVersion: number;
  readonly trigger: Trigger;
}

/**
 * Why an order is looked at. `live`: its record came, perhaps a second time. `replay`: it is to be reconsidered
 * under today's settings. `settings`: they changed and the order was waiting or held. `person`: somebody asks for
 * this very order to be decided again.
 */
export type Trigger = 'live' | 'replay' | 'settings' | 'person';

export type Action =
  /** Nothing changes. */
  | 'none'
  /** Keep the revision for the record; the order already has a newer one. */
  | 'keep-old-revision'
  /** Nothing is under way: take the revision and its decision, and deliver if that is what it says. */
  | 'take'
  /** A delivery is parked: it goes out with this revision and at its own time. */
  | 'repark'
  /** A delivery is parked and must not go out any more. */
  | 'withdraw'
  /** An attempt is under way or its effect unknown: note the newer revision, the timer comes back to it. */
  | 'supersede'
  /** The claim belongs to an attempt whose end is not known: the timer resolves it when it is safe. */
  | 'hand-over'
  /** The order changed after it was delivered. */
  | 'review';

/**
 * What an order that the ledger knows needs. Pure; the whole life of an order in one table:
 *
 * | delivery            | same revision, live | same revision, replay / settings | newer revision   |
 * | ------------------- | ------------------- | -------------------------------- | ---------------- |
 * | none                | none                | take                             | take             |
 * | none, waiting       | take                | take                             | take             |
 * | parked              | none                | none                             | repark, withdraw |
 * | parked, in doubt    | none                | none                             | supersede        |
 * | delivering          | hand-over           | hand-over                        | supersede        |
 * | delivered           | none                | none                             | review           |
 * | would-deliver       | none                | take                             | take             |
 * | failed              | none                | take                             | take             |
 * | failed, in doubt    | none                | none                             | review           |
 * | cancelled           | none                | none                             | keep-old-revision|
 *
 * A person's word counts as a replay does, and besides takes a cancellation back, whatever is decided then.
 * An older revision is only kept. "take" of an unchanged decision is "none", unless it is to deliver.
 */
export function reconsider(known: KnownOrder, incoming: Incoming): Action {
  if (incoming.revision === known.revision) return sameRevision(known, incoming);
  if (incoming.modifiedAt < known.modifiedAt) return 'keep-old-revision';
  return newerRevision(known.delivery, incoming);
}

function sameRevision(known: KnownOrder, incoming: Incoming): Action {
  const { delivery } = known;
  if (delivery?.state === 'delivering') return 'hand-over';
  if (incoming.trigger === 'live' && known.outcome !== 'wait') return 'none';
  if (delivery?.state === 'cancelled') return isRetakable(delivery, incoming) ? 'take' : 'none';
  if (delivery !== null)
    return isRetakable(delivery, incoming) && incoming.outcome === 'deliver' ? 'take' : 'none';
  const unchanged = known.outcome === incoming.outcome && known.settingsVersion === incoming.settingsVersion;
  return unchanged && incoming.outcome !== 'deliver' ? 'none' : 'take';
}

function newerRevision(delivery: KnownDelivery | null, incoming: Incoming): Action {
  if (delivery === null || isRetakable(delivery, incoming)) return 'take';
  switch (delivery.state) {
    case 'delivering':
      return 'supersede';
    case 'parked':
      if (delivery.doubt) return 'supersede';
      return incoming.outcome === 'deliver' ? 'repark' : 'withdraw';
    case 'cancelled':
      return 'keep-old-revision';
    default:
      return 'review';
  }
}

/** A delivery without an effect; a cancellation stands until a person takes it back. */
function isRetakable(delivery: KnownDelivery, incoming: Incoming): boolean {
  switch (delivery.state) {
    case 'failed':
      return !delivery.doubt;
    case 'would-deliver':
      return true;
    case 'cancelled':
      return incoming.trigger === 'person';
    default:
      return false;
  }
}
