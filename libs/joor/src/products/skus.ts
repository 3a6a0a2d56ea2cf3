import type { LooseRecord } from '../parse/loose-record.js';
import { type Fields, fieldsOf, filled, firstText, listAt, textAt } from './fields.js';
import type { RecordKind } from './record-kind.js';
import { joined } from './record-names.js';
import type { V4Exchange } from './v4-exchange.js';
import type { Written } from './written.js';

/** Ids of the two traits that every SKU has (v4 reference, create SKUs). */
const TRAIT_IDS = { Color: 'U0tVVHJhaXQ6U3R5bGVDb2xvcg==', Size: 'U0tVVHJhaXQ6U2l6ZQ==' } as const;
type Trait = keyof typeof TRAIT_IDS;

/** A colour or size of a style. */
export interface JoorTraitValue {
  readonly name: string;
  /** `""` where JOOR does not tell it, as in the answer to a write. */
  readonly code: string;
  readonly active: boolean;
}

/** One colour and size of a style as JOOR v4 holds it. */
export interface JoorSku {
  /** Opaque text. */
  readonly id: string;
  /** Null where JOOR does not tell it, as in the answer to a write. */
  readonly productId: string | null;
  readonly externalId: string;
  readonly identifier: string;
  readonly color: JoorTraitValue;
  readonly size: JoorTraitValue;
  readonly upc: string;
}

/**
 * A colour or size as it is written. `status` is left out unless it is to change: INACTIVE takes the colour or size off
 * all orders, approved ones too (v4 reference, update SKUs), and it belongs to the style, not to the one SKU.
 */
export interface TraitValue {
  readonly name: string;
  /** JOOR wants one for a colour. */
  readonly code?: string | undefined;
  readonly status?: 'ACTIVE' | 'INACTIVE' | undefined;
}

export interface SkuFields {
  readonly externalId?: string | undefined;
  readonly identifier?: string | undefined;
  readonly upc?: string | undefined;
}

export interface NewSku extends SkuFields {
  readonly productId: string;
  readonly color: TraitValue;
  readonly size: TraitValue;
}

/** Colour and size go together: JOOR wants both traits or none. */
export interface SkuChange extends SkuFields {
  readonly id: string;
  readonly traits?: { readonly color: TraitValue; readonly size: TraitValue } | undefined;
}

const SKUS: RecordKind<JoorSku> = {
  name: 'skus',
  read: (record) => ({
    id: record.required('id'),
    productId: productOf(record),
    externalId: record.text('external_id'),
    identifier: record.text('sku_identifier'),
    color: readTrait(record, 'Color'),
    size: readTrait(record, 'Size'),
    upc: upcOf(record),
  }),
  namesOf: (fields) => {
    const product = textAt(fields, 'product_id') || textAt(fields, 'product', 'id');
    const [color, size] = [traitIn(fields, 'Color'), traitIn(fields, 'Size')];
    const upc = listAt(fields, 'identifiers').map((one) => textAt(fieldsOf(one), 'value'));
    return {
      identities: [firstText(fields, 'id', 'sku_id'), textAt(fields, 'external_id')],
      hints: [
        joined(product, color, size),
        textAt(fields, 'sku_identifier'),
        upc[0] ?? '',
        joined(color, size),
      ],
    };
  },
  duplicateIds: ['sku_id', 'id'],
};

function productOf(record: LooseRecord): string | null {
  const nested = record.isList('product') ? record.list('product')[0]?.text('id') : record.text('product');
  return record.text('product_id') || nested || null;
}

function upcOf(record: LooseRecord): string {
  const upc = record.list('identifiers').find((one) => one.text('type').toLowerCase() === 'upc');
  return upc?.text('value') ?? '';
}

function readTrait(record: LooseRecord, trait: Trait): JoorTraitValue {
  const value = record.list('trait_values').find((one) => isOf(one, trait));
  return {
    name: value?.text('value') ?? '',
    code: value?.text('external_id') ?? '',
    active: value?.text('status').toUpperCase() !== 'INACTIVE',
  };
}

function isOf(value: LooseRecord, trait: Trait): boolean {
  const [nested] = value.list('trait');
  const names = [value.text('trait_name'), value.text('trait_id'), nested?.text('name'), nested?.text('id')];
  return names.some((name) => isNameOf(name ?? '', trait));
}

function traitIn(fields: Fields, trait: Trait): string {
  const value = listAt(fields, 'trait_values')
    .map(fieldsOf)
    .find((one) => NAME_PATHS.some((path) => isNameOf(textAt(one, ...path), trait)));
  return value ? textAt(value, 'value') : '';
}

const NAME_PATHS = [['trait_name'], ['trait_id'], ['trait', 'name'], ['trait', 'id']] as const;

const isNameOf = (name: string, trait: Trait): boolean =>
  name === TRAIT_IDS[trait] || name.toLowerCase() === trait.toLowerCase();

/** The sellable variants of styles. */
export class Skus {
  constructor(private readonly v4: V4Exchange) {}

  /** All SKUs of styles, in no order. @throws JoorFailure */
  async ofProducts(productIds: readonly string[]): Promise<JoorSku[]> {
    const asked = new Set(productIds);
    const found = await this.v4.named(SKUS, 'product_ids', productIds);
    return found.filter(({ productId }) => productId === null || asked.has(productId));
  }

  /** @throws JoorFailure */
  create(skus: readonly NewSku[]): Promise<Written<JoorSku>[]> {
    const bodies = skus.map((sku) => ({ product_id: sku.productId, ...bodyOf(sku), ...traitsOf(sku) }));
    return this.v4.write(SKUS, '/v4/skus/bulk_create', bodies);
  }

  /** @throws JoorFailure */
  update(skus: readonly SkuChange[]): Promise<Written<JoorSku>[]> {
    const bodies = skus.map((sku) => ({
      id: sku.id,
      ...bodyOf(sku),
      ...(sku.traits && traitsOf(sku.traits)),
    }));
    return this.v4.write(SKUS, '/v4/skus/bulk_update', bodies);
  }
}

const bodyOf = ({ externalId, identifier, upc }: SkuFields): Fields =>
  filled({
    external_id: externalId,
    sku_identifier: identifier,
    identifiers: upc === undefined ? undefined : [{ type: 'upc', value: upc }],
  });

const traitsOf = ({ color, size }: { readonly color: TraitValue; readonly size: TraitValue }) => ({
  trait_values: [traitOf('Color', color), traitOf('Size', size)],
});

const traitOf = (trait: Trait, { name, code, status }: TraitValue): Fields =>
  filled({ trait_name: trait, value: name, external_id: code, status });
