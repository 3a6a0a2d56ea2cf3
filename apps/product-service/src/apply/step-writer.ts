import { JoorFailure } from '@joor-bridge/joor';
import type { KillPoints } from '../chaos/kill-points.js';
import type { Step } from '../plan/plan.js';
import { type BatchSize, type Group, groupsBy, halves, inBatches } from './batches.js';
import type { Written } from './joor-port.js';
import type { StyleTurn } from './turn.js';

/** One record of a write, and the styles that it is for: a line sheet is for many. */
export interface WriteRecord<T> {
  readonly turns: readonly StyleTurn[];
  readonly value: T;
  /** JOOR has it under this id: what is held of its styles is so from here on. */
  taken(id: string): void;
}

export interface Write<T> {
  readonly step: Step['kind'];
  readonly records: readonly WriteRecord<T>[];
  send(values: readonly T[]): Promise<readonly Written[]>;
  /** Records of the same key go into one call, whatever the size; by default each can go alone. */
  readonly together?: (record: WriteRecord<T>) => string;
}

/** What the writer writes down. Both throw ApplyInterrupted when the lease is over. */
export interface WriteBook {
  /** Before a write leaves: it may have had its effect from here on. */
  begin(step: Step['kind'], turns: readonly StyleTurn[]): Promise<void>;
  /** After its answer: what is held of these styles, and whether it is still in doubt. */
  answered(turns: readonly StyleTurn[]): Promise<void>;
}

/**
 * Sends the records of one step, of as many styles as there are, in as few calls as possible, and keeps what became of
 * each. What a call was refused for as a whole is narrowed down to the record that is at fault.
 */
export class StepWriter {
  constructor(
    private readonly parts: {
      readonly book: WriteBook;
      readonly size: BatchSize;
      readonly killPoints: KillPoints;
    },
  ) {}

  /** @throws JoorFailure when JOOR cannot be spoken to any further for now; ApplyInterrupted */
  async write<T>(write: Write<T>): Promise<void> {
    const groups = write.together
      ? [...groupsBy(write.records, write.together).values()]
      : write.records.map(alone);
    for (const batch of inBatches(groups, this.parts.size.now, ownCall)) await this.send(write, batch);
  }

  private async send<T>(write: Write<T>, groups: Batch<T>): Promise<void> {
    const batch = groups.flat();
    if (batch.length === 0) return;
    const turns = turnsOf(batch);
    const { book, killPoints } = this.parts;
    await book.begin(write.step, turns);
    killPoints.reached('after-claim');
    let answers: readonly Written[];
    try {
      killPoints.soon('after-send');
      answers = await write.send(batch.map(({ value }) => value));
    } catch (error) {
      return this.failed(write, groups, error);
    }
    killPoints.reached('after-answer');
    for (const [at, record] of batch.entries()) keep(write.step, record, answers[at]);
    await book.answered(turns);
    killPoints.reached('after-result');
  }

  private async failed<T>(write: Write<T>, groups: Batch<T>, error: unknown): Promise<void> {
    if (!(error instanceof JoorFailure)) throw error;
    const batch = groups.flat();
    // In doubt from now: the request may still be on its way for as long as one may take.
    if (error.effectUnknown) await this.parts.book.begin(write.step, turnsOf(batch));
    else await this.parts.book.answered(turnsOf(batch));
    if (error.kind !== 'refused') throw error;
    const [first, second] = halves(groups);
    if (second.length === 0) {
      for (const turn of turnsOf(batch)) turn.refuse(write.step, error.message);
      return;
    }
    this.parts.size.refused(batch.length);
    await this.send(write, first);
    await this.send(write, second);
  }
}

type Batch<T> = readonly Group<WriteRecord<T>>[];
const alone = <T>(record: T): Group<T> => [record];

/** What was refused before goes out with no other style. */
const ownCall = ({ turns }: WriteRecord<unknown>): string | null => {
  const [turn] = turns;
  return turn && turns.length === 1 && turn.due.attempts > 0 ? turn.style : null;
};

const turnsOf = (batch: readonly WriteRecord<unknown>[]): StyleTurn[] => [
  ...new Set(batch.flatMap(({ turns }) => turns)),
];

function keep(step: Step['kind'], record: WriteRecord<unknown>, answer: Written | undefined): void {
  if (answer?.kind === 'written') {
    record.taken(answer.id);
    return;
  }
  for (const turn of record.turns) {
    if (answer?.kind === 'refused') turn.refuse(step, answer.reason);
    else turn.lookAgain = true;
  }
}
