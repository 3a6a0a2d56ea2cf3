import type { HeldProduct } from '@joor-bridge/contracts';
import { withStatus } from '../held/acknowledged.js';
import type { PlanOptions, StatusStep } from '../plan/plan.js';
import type { JoorPort, TraitStatus } from './joor-port.js';
import type { Write, WriteRecord } from './step-writer.js';
import type { StyleTurn } from './turn.js';

type StatusSku = StatusStep['skus'][number];

/** A colour or size of a product that is switched on or off, and the SKUs that this is for. */
export interface TraitChange {
  readonly trait: 'color' | 'size';
  /** One of the SKUs that have it. */
  readonly sku: StatusSku;
  readonly active: boolean;
  readonly skus: readonly StatusSku[];
}

/**
 * JOOR switches colours and sizes of a product, not single SKUs (JOOR v4 reference, update SKUs): a SKU can be made
 * inactive only together with all others of its colour, or of its size. What cannot is left as it is.
 */
export function traitChanges(
  held: HeldProduct,
  approved: readonly StatusSku[],
): { readonly changes: readonly TraitChange[]; readonly impossible: readonly StatusSku[] } {
  const after = new Map(held.skus.map(({ id, active }) => [id, active]));
  for (const { id, makeActive } of approved) after.set(id, makeActive);
  const changes: TraitChange[] = [];
  let left = approved;
  for (const trait of ['color', 'size'] as const) {
    const codeOf = trait === 'color' ? colorOf : sizeOf;
    for (const code of new Set(left.map(codeOf))) {
      const all = held.skus.filter((sku) => codeOf(sku) === code);
      const skus = left.filter((sku) => codeOf(sku) === code);
      const [first] = skus;
      if (!first || !all.every(({ id }) => after.get(id) === first.makeActive)) continue;
      changes.push({ trait, sku: first, active: first.makeActive, skus });
      left = left.filter((sku) => !skus.includes(sku));
    }
  }
  return { changes, impossible: left };
}

type Traits = Pick<StatusSku, 'colorCode' | 'sizeName'>;
const colorOf = ({ colorCode }: Traits): string => colorCode;
const sizeOf = ({ sizeName }: Traits): string => sizeName;

/** Only what a person has approved, SKU by SKU. */
export function statusWrites(
  turns: readonly StyleTurn[],
  options: PlanOptions,
  joor: JoorPort,
): readonly Write<TraitStatus>[] {
  const records = turns.flatMap((turn): WriteRecord<TraitStatus>[] => {
    const approved = turn.approvedStatus(options);
    if (approved.length === 0 || !turn.held) return [];
    const { changes, impossible } = traitChanges(turn.held, approved);
    for (const sku of impossible) turn.refuse('status', alone(sku));
    const { held } = turn;
    return changes.map(({ skus, sku, trait, active }) => ({
      turns: [turn],
      value: { productId: held.id, sku, trait, active },
      taken: () => turn.held && turn.took(withStatus(turn.held, skus)),
    }));
  });
  return [{ step: 'status', records, send: (values) => joor.writeStatus(values) }];
}

const alone = ({ externalId, colorName, sizeName, makeActive }: StatusSku): string =>
  `JOOR makes whole colors and sizes ${makeActive ? 'active' : 'inactive'}, and not all of color ${colorName} nor of size ${sizeName} are to be: SKU ${externalId} stays as it is.`;
