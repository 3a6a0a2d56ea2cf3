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

export interface TraitChanges {
  readonly changes: readonly TraitChange[];
  /** SKUs whose status cannot change without that of others. */
  readonly impossible: readonly StatusSku[];
}

/**
 * JOOR switches colours and sizes of a product, not single SKUs (JOOR v4 reference, update SKUs): a SKU can be made
 * inactive only together with all others of its colour, or of its size. What cannot is left as it is.
 */
export function traitChanges(held: HeldProduct, approved: readonly StatusSku[]): TraitChanges {
  const after = new Map(held.skus.map(({ id, active }) => [id, active]));
  for (const { id, makeActive } of approved) after.set(id, makeActive);
  const endsAs = (trait: Trait, sku: Traits, active: boolean) =>
    held.skus.every((each) => !isOf(each, trait, sku) || after.get(each.id) === active);
  const off = switchedOff(approved, endsAs);
  const on = switchedOn(held, approved, endsAs);
  return { changes: [...off.changes, ...on.changes], impossible: [...off.impossible, ...on.impossible] };
}

type Trait = TraitChange['trait'];
type Traits = Pick<StatusSku, 'colorCode' | 'sizeName'>;
type EndsAs = (trait: Trait, sku: Traits, active: boolean) => boolean;

const isOf = (sku: Traits, trait: Trait, other: Traits): boolean =>
  trait === 'color' ? sku.colorCode === other.colorCode : sku.sizeName === other.sizeName;

function switchedOff(approved: readonly StatusSku[], endsAs: EndsAs): TraitChanges {
  const changes: TraitChange[] = [];
  let left = approved.filter(({ makeActive }) => !makeActive);
  for (const trait of ['color', 'size'] as const) {
    for (const sku of left) {
      const skus = left.filter((each) => isOf(each, trait, sku));
      if (!skus.includes(sku) || !endsAs(trait, sku, false)) continue;
      changes.push({ trait, sku, active: false, skus });
      left = left.filter((each) => !skus.includes(each));
    }
  }
  return { changes, impossible: left };
}

/** A SKU is active when its colour and its size are; one that an active SKU has is active already. */
function switchedOn(held: HeldProduct, approved: readonly StatusSku[], endsAs: EndsAs): TraitChanges {
  const changes: TraitChange[] = [];
  const impossible: StatusSku[] = [];
  for (const sku of approved.filter(({ makeActive }) => makeActive)) {
    const needed = (['color', 'size'] as const).filter(
      (trait) => !held.skus.some((each) => each.active && isOf(each, trait, sku)),
    );
    if (!needed.every((trait) => endsAs(trait, sku, true))) impossible.push(sku);
    // Where both are active already JOOR has it active: being told once more says so.
    else {
      const traits = needed.length === 0 ? (['size'] as const) : needed;
      for (const trait of traits) changes.push({ trait, sku, active: true, skus: [sku] });
    }
  }
  return { changes, impossible };
}

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
