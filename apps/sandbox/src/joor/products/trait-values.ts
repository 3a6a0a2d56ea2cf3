import { COLOR_TRAIT, SIZE_TRAIT } from '../catalogue/joor-lists.js';
import type { Given } from './given.js';
import { invalid, missing } from './record-error.js';

export interface GivenTrait {
  readonly trait: 'Color' | 'Size';
  readonly value: string;
  /** The colour's or the size's code. */
  readonly code: string | undefined;
  readonly orderMinimum: number | undefined;
  readonly active: boolean | undefined;
}

export interface GivenTraits {
  readonly color: GivenTrait;
  readonly size: GivenTrait;
}

/** Colour and size of a SKU: both, each once, nothing else (JOOR v4 reference, create SKUs). */
export function readTraitValues(given: Given): GivenTraits | undefined {
  const traits = given.list('trait_values')?.map(readTrait);
  if (traits === undefined) return undefined;
  const [color, ...moreColors] = traits.filter(({ trait }) => trait === 'Color');
  const [size, ...moreSizes] = traits.filter(({ trait }) => trait === 'Size');
  if (!color || !size) throw invalid('trait_values must hold both Color and Size');
  if (moreColors.length + moreSizes.length > 0)
    throw invalid('trait_values must hold Color and Size only once');
  if (!color.code?.trim()) throw invalid('trait_values: external_id is required for Color');
  return { color, size };
}

function readTrait(given: Given): GivenTrait {
  const trait = traitNamed(given.id('trait_id'), given.text('trait_name'));
  const read = {
    trait,
    value: given.requiredText('value', 100),
    code: given.text('external_id', trait === 'Size' ? 25 : 100),
    orderMinimum: given.whole('order_minimum'),
    active: activeOf(given.choice('status', ['ACTIVE', 'INACTIVE'])),
  };
  given.done();
  return read;
}

const activeOf = (status: 'ACTIVE' | 'INACTIVE' | undefined) =>
  status === undefined ? undefined : status === 'ACTIVE';

function traitNamed(id: string | undefined, name: string | undefined): 'Color' | 'Size' {
  if (id === undefined && name === undefined) throw invalid('trait_values needs trait_id or trait_name');
  if (id === COLOR_TRAIT || (id === undefined && name === 'Color')) return 'Color';
  if (id === SIZE_TRAIT || (id === undefined && name === 'Size')) return 'Size';
  throw missing(`Trait ${id ?? name} not found`);
}
