import {
  type ColorImage,
  type JoorProduct,
  JoorProducts,
  type JoorSku,
  type StyleImage,
  type Written as WrittenTo,
} from '@joor-bridge/joor';
import type { WantedSeason } from '../map/wanted-style.js';
import { seasonKey } from '../plan/plan.js';
import { fileNameOf } from './image-file.js';
import type {
  FoundProduct,
  FoundSku,
  ImageRecord,
  JoorPort,
  PriceRecord,
  ProductRecord,
  SheetRecord,
  SkuRecord,
  TraitStatus,
  Written,
} from './joor-port.js';

type Texts = readonly string[];
const hasId = <T extends { readonly id: string | null }>(record: T): record is T & { readonly id: string } =>
  record.id !== null;

/** JOOR's v4 catalogue as the applier speaks to it. All records of a write are new, or none is. */
export class JoorCatalogue implements JoorPort {
  constructor(private readonly joor: JoorProducts) {}

  async products(externalIds: Texts): Promise<FoundProduct[]> {
    return (await this.joor.products.byExternalIds(externalIds)).map(foundProduct);
  }

  async skus(productIds: Texts): Promise<FoundSku[]> {
    return (await this.joor.skus.ofProducts(productIds)).flatMap(foundSku);
  }

  prices(skuIds: Texts) {
    return this.joor.prices.ofSkus(skuIds);
  }

  async seasons() {
    const seasons = await this.joor.seasons.all();
    return seasons.flatMap(({ id, name, year }) => (year === null ? [] : [{ id, name, year }]));
  }

  async sheets() {
    const collections = await this.joor.collections.all();
    return collections.map(({ id, name, seasonId, items }) => ({
      ...{ id, name, seasonId },
      items: items.map((item) => ({ ...item, skuIds: item.skuIds.length > 0 ? item.skuIds : null })),
    }));
  }

  async writeProducts(records: readonly ProductRecord[]): Promise<Written[]> {
    const { products } = this.joor;
    const changes = records.filter(hasId);
    return answers(changes.length > 0 ? await products.update(changes) : await products.create(records));
  }

  async writeSkus(records: readonly SkuRecord[]): Promise<Written[]> {
    const { skus } = this.joor;
    const bodies = records.map((sku) => ({ ...sku, ...traitsOf(sku) }));
    const changes = bodies
      .filter(hasId)
      .map(({ color, size, ...sku }) => ({ ...sku, traits: { color, size } }));
    return answers(changes.length > 0 ? await skus.update(changes) : await skus.create(bodies));
  }

  async writeStatus(records: readonly TraitStatus[]): Promise<Written[]> {
    const changes = records.map(({ sku, trait, active }) => {
      const status = active ? ('ACTIVE' as const) : ('INACTIVE' as const);
      const { color, size } = traitsOf(sku);
      const traits =
        trait === 'color' ? { color: { ...color, status }, size } : { color, size: { ...size, status } };
      return { id: sku.id, traits };
    });
    return answers(await this.joor.skus.update(changes));
  }

  async writePrices(records: readonly PriceRecord[]): Promise<Written[]> {
    const { prices } = this.joor;
    const changes = records.filter(hasId);
    return answers(changes.length > 0 ? await prices.update(changes) : await prices.create(records));
  }

  async makeSeasons(seasons: readonly WantedSeason[]): Promise<Written[]> {
    const bodies = seasons.map((season) => ({ ...season, externalId: seasonKey(season) }));
    return answers(await this.joor.seasons.create(bodies));
  }

  async writeSheets(records: readonly SheetRecord[]): Promise<Written[]> {
    const bodies = records.map(({ id, name, seasonId, items }) => ({
      id,
      name,
      seasonId: seasonId ?? undefined,
      items: items.map(({ productId, orderNumber, skuIds }) => ({
        productId,
        orderNumber: orderNumber ?? undefined,
        skuIds: skuIds ?? undefined,
      })),
    }));
    const { collections } = this.joor;
    const changes = bodies.filter(hasId);
    if (changes.length > 0) return answers(await collections.update(changes));
    return answers(await collections.create(bodies.map((body) => ({ ...body, externalId: body.name }))));
  }

  /**
   * An image has an external id that only it can have: that JOOR has it already means that an earlier try had its
   * effect. Images of the style and of its colours are two calls.
   */
  async addImages(records: readonly ImageRecord[], replaceAll: boolean): Promise<Written[]> {
    const { assets } = this.joor;
    const ofStyle = records.filter(isOfStyle);
    const ofColor = records.filter((record) => !isOfStyle(record));
    const first = ofStyle.length > 0 ? await assets.addToProducts(ofStyle.map(styleImage), replaceAll) : [];
    const second = ofColor.length > 0 ? await assets.addToColors(ofColor.map(colorImage)) : [];
    const byRecord = new Map<ImageRecord, Written>();
    for (const [at, answer] of answers(first, '').entries()) setAt(byRecord, ofStyle, at, answer);
    for (const [at, answer] of answers(second, '').entries()) setAt(byRecord, ofColor, at, answer);
    return records.map((record) => byRecord.get(record) ?? { kind: 'unnamed' });
  }
}

/** @param duplicateId what a record that JOOR has already goes by where its answer does not say; null: it is unknown */
function answers(
  written: readonly WrittenTo<{ readonly id: string }>[],
  duplicateId: string | null = null,
): Written[] {
  return written.map((answer): Written => {
    if (answer.kind === 'written') return { kind: 'written', id: answer.value.id };
    if (answer.kind !== 'duplicate') return answer;
    return duplicateId === null ? { kind: 'duplicate' } : { kind: 'written', id: answer.id ?? duplicateId };
  });
}

function setAt(
  map: Map<ImageRecord, Written>,
  records: readonly ImageRecord[],
  at: number,
  answer: Written,
): void {
  const record = records[at];
  if (record) map.set(record, answer);
}

/** v4 knows tags by their name alone. */
const foundProduct = (product: JoorProduct): FoundProduct => ({
  ...product,
  tags: product.tags.map(({ name, value, code }) => ({ group: name, name, value, code })),
});

const foundSku = ({ id, productId, externalId, upc, color, size }: JoorSku): FoundSku[] =>
  productId === null
    ? []
    : [
        {
          ...{ id, productId, externalId, upc },
          colorName: color.name,
          colorCode: color.code,
          sizeName: size.name,
          sizeCode: size.code,
          active: color.active && size.active,
        },
      ];

type Traits = Pick<FoundSku, 'colorName' | 'colorCode' | 'sizeName' | 'sizeCode'>;

const traitsOf = ({ colorName, colorCode, sizeName, sizeCode }: Traits) => ({
  color: { name: colorName, code: colorCode },
  size: { name: sizeName, code: sizeCode },
});

const isOfStyle = ({ colorCode, kind }: ImageRecord): boolean => colorCode === '' && kind === 'image';

const sourceOf = (image: ImageRecord) => {
  const filename = fileNameOf(image.number, image);
  return { productId: image.productId, sourceUrl: image.url, filename, externalId: filename };
};
const styleImage = (image: ImageRecord): StyleImage => ({ ...sourceOf(image), displayOrder: image.order });
const colorImage = (image: ImageRecord): ColorImage => ({
  ...sourceOf(image),
  colorCode: image.colorCode,
  type: image.kind,
});
