import type { Brand } from '../generator/brand.js';
import { brandLevels, brandStyles } from '../stock/brand-goods.js';
import { StockLife } from '../stock/stock-life.js';
import { type Level, StockRoom, warehouseOf } from '../stock/stock-room.js';
import { StyleShelf } from '../stock/style-shelf.js';
import { ProductBook, type SkubanaProduct } from './product-book.js';

const FIRST_WAREHOUSE = 4_001;

/** What a Skubana world stocks and sells, as its lists show it. */
export class SkubanaGoods {
  readonly stock: StockRoom;
  readonly styles: StyleShelf;
  private readonly life: StockLife;
  private readonly book: ProductBook;

  constructor(name: string, brandOf: () => Brand) {
    this.stock = new StockRoom(() => brandLevels(brandOf(), name));
    this.styles = new StyleShelf(() => brandStyles(brandOf()));
    this.life = new StockLife(this.stock, name);
    this.book = new ProductBook(this.styles);
  }

  /** @param now epoch ms */
  tick(now: number, changesPerHour: number): void {
    this.life.runTo(now, changesPerHour);
  }

  warehouses(inactive: readonly string[]): readonly object[] {
    return this.stock.warehouses().map((name, at) => ({
      warehouseId: FIRST_WAREHOUSE + at,
      name,
      active: !inactive.includes(name),
      type: 'DIRECT_FULFILLMENT',
      address: { city: 'Portland', state: 'OR', country: 'USA' },
    }));
  }

  products(since: number | null): readonly SkubanaProduct[] {
    const all = this.book.all();
    return since === null ? all : all.filter(({ modifiedDate }) => Date.parse(modifiedDate) >= since);
  }

  /** One row for each product in the warehouse. */
  totals(warehouseId: number | null): readonly object[] {
    return this.levelsIn(warehouseId).map((level) => ({
      product: this.shown(level),
      onHandQuantity: level.onHand ?? level.available,
      lockedQuantity: level.locked ?? 0,
      inTransitQuantity: 0,
    }));
  }

  /** One row for each bin: every fifth product lies in two. The totals of the warehouse are in each. */
  bins(warehouseId: number | null): readonly object[] {
    return this.levelsIn(warehouseId).flatMap((level, at) => {
      const bin = (number: number) => ({
        productStockId: ((warehouseId ?? 0) * 1_000_000 + at) * 2 + number,
        active: true,
        quantity: level.available,
        quantityLocked: level.locked ?? 0,
        availableQuantity: level.available,
        allocatedQuantity: 0,
        product: this.shown(level),
        stockLocation: { location: `BIN-${number + 1}`, stockLocationId: number + 1, warehouseId },
        warehouseStockTotals: {
          onHandQuantity: level.onHand ?? level.available,
          availableQuantity: level.available,
          allocatedQuantity: 0,
          lockedQuantity: level.locked ?? 0,
          inTransitQuantity: 0,
        },
      });
      return at % 5 === 0 ? [bin(0), bin(1)] : [bin(0)];
    });
  }

  /** Each variant is listed on the channel, under its own SKU. */
  listings(salesChannelId: number): readonly object[] {
    return this.book.variants().map(({ productId, masterSku }) => ({
      listingId: productId * 10,
      listingSku: masterSku,
      masterSku,
      productId,
      salesChannelId,
      pushInventory: true,
      active: true,
    }));
  }

  vendorProducts(): readonly object[] {
    return this.book.suppliers().map(({ productId, masterSku, supplierCode }) => ({
      vendorProductId: productId,
      vendorId: 1,
      vendorSku: supplierCode,
      product: { productId, masterSku },
      pricingTiers: [],
      minOrderQuantity: 1,
      leadTime: 30,
      defaultProduct: true,
      active: true,
    }));
  }

  private levelsIn(warehouseId: number | null): readonly Level[] {
    const name = warehouseId === null ? null : this.stock.warehouses()[warehouseId - FIRST_WAREHOUSE];
    if (name === undefined) return [];
    return this.stock.all().filter((level) => name === null || warehouseOf(level) === name);
  }

  private shown({ sku, upc = '' }: Level): object {
    return {
      productId: this.book.idOf(String(sku)),
      masterSku: sku,
      upc,
      productType: 'CORE_PRODUCT',
      mpn: null,
    };
  }
}
