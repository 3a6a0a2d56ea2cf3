import type { LooseRecord } from '../parse/loose-record.js';
import { type Fields, filled, textAt } from './fields.js';
import type { RecordKind } from './record-kind.js';
import { joined } from './record-names.js';
import type { V4Exchange } from './v4-exchange.js';
import type { Written } from './written.js';

/** An image as JOOR took it. The fields of the answer are not documented: what it lacks is blank. */
export interface JoorAsset {
  readonly id: string;
  readonly productId: string;
  readonly externalId: string;
  readonly filename: string;
  readonly sourceUrl: string;
}

/** An image that JOOR is to fetch. */
export interface AssetSource {
  readonly productId: string;
  /** JOOR must be able to reach it. */
  readonly sourceUrl: string;
  /** At most 100 characters, unique, and of a kind JOOR takes: gif, jpeg, jpg, png. */
  readonly filename: string;
  /** Unique in the account: sent again, it is answered as a duplicate, and no second image is made. */
  readonly externalId?: string | undefined;
}

export interface StyleImage extends AssetSource {
  readonly displayOrder: number;
}

/** The picture of a colour of a style, or its swatch. */
export interface ColorImage extends AssetSource {
  readonly colorCode: string;
  readonly type: 'image' | 'swatch';
}

const ASSETS: RecordKind<JoorAsset> = {
  name: 'assets',
  read: (record) => {
    const [asset] = record.list('asset');
    const either = (name: string) => asset?.text(name) || record.text(name);
    return {
      id: record.text('id') || asset?.text('id') || '',
      productId: productOf(record),
      externalId: either('external_id'),
      filename: either('filename'),
      sourceUrl: either('source_url'),
    };
  },
  namesOf: (fields) => {
    const either = (name: string) => textAt(fields, 'asset', name) || textAt(fields, name);
    const product = textAt(fields, 'product', 'id') || textAt(fields, 'product_id');
    const color = textAt(fields, 'sku_trait_value', 'value', 'external_id');
    return {
      identities: [either('external_id')],
      hints: [
        joined(product, either('filename')),
        joined(product, either('source_url')),
        joined(product, color, either('type')),
        either('filename'),
        joined(product, textAt(fields, 'display_order')),
      ],
    };
  },
  duplicateIds: ['asset_id', 'id'],
};

const productOf = (record: LooseRecord): string =>
  record.text('product_id') || (record.list('product')[0]?.text('id') ?? '');

/** Images of styles and colours. */
export class Assets {
  constructor(private readonly v4: V4Exchange) {}

  /**
   * @param replaceAll deletes all images that the styles have, those that people loaded too: give all of a style's
   * images in one call
   * @throws JoorFailure
   */
  addToProducts(images: readonly StyleImage[], replaceAll = false): Promise<Written<JoorAsset>[]> {
    const bodies = images.map((image) => ({
      product: { id: image.productId },
      asset: assetOf('image', image),
      display_order: image.displayOrder,
    }));
    return this.v4.write(ASSETS, '/v4/assets/products', bodies, { replace_all: String(replaceAll) });
  }

  /** @throws JoorFailure */
  addToColors(images: readonly ColorImage[]): Promise<Written<JoorAsset>[]> {
    const bodies = images.map((image) => ({
      product: { id: image.productId },
      sku_trait_value: { trait: { name: 'color' }, value: { external_id: image.colorCode } },
      asset: assetOf(image.type, image),
    }));
    return this.v4.write(ASSETS, '/v4/assets/sku_trait_values/', bodies);
  }
}

const assetOf = (type: string, { filename, sourceUrl, externalId }: AssetSource): Fields =>
  filled({ type, filename, source_url: sourceUrl, external_id: externalId });
