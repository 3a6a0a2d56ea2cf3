import { withImages } from '../held/acknowledged.js';
import type { PlanOptions } from '../plan/plan.js';
import type { ImageRecord, JoorPort } from './joor-port.js';
import type { Write, WriteRecord } from './step-writer.js';
import type { StyleTurn } from './turn.js';

/**
 * Images, once those that replace all others and once those that come to them. Replacing deletes what JOOR has of the
 * products in the call, so that all of a product's images have to be in the same.
 */
export function imageWrites(
  turns: readonly StyleTurn[],
  options: PlanOptions,
  joor: JoorPort,
): readonly Write<ImageRecord>[] {
  const make = (replaceAll: boolean): Write<ImageRecord> => ({
    step: 'images',
    records: turns.flatMap((turn) => records(turn, options, replaceAll)),
    send: (values) => joor.addImages(values, replaceAll),
    ...(replaceAll && { together: ({ value }: WriteRecord<ImageRecord>) => value.productId }),
  });
  return [make(true), make(false)];
}

function records(turn: StyleTurn, options: PlanOptions, replaceAll: boolean): WriteRecord<ImageRecord>[] {
  const step = turn.step('images', options);
  const product = turn.held;
  if (!step || !product || step.replaceAll !== replaceAll) return [];
  let isFirst = true;
  return step.add.map((image) => ({
    turns: [turn],
    value: { ...image, productId: product.id, number: product.externalId },
    taken: (id) => {
      if (turn.held) turn.took(withImages(turn.held, [{ id, value: image }], replaceAll && isFirst));
      isFirst = false;
    },
  }));
}
