import type { JoorLink } from '../client/joor-link.js';
import { Assets } from './assets.js';
import { type JoorCategory, readCategories } from './categories.js';
import { Collections } from './collections.js';
import { type JoorPriceType, readPriceTypes } from './price-types.js';
import { Prices } from './prices.js';
import { Products } from './products.js';
import { Seasons } from './seasons.js';
import { Skus } from './skus.js';
import { V4Exchange } from './v4-exchange.js';

export interface JoorProductsOptions {
  /** Records a page of a list; default 200. */
  readonly pageSize?: number;
}

/**
 * JOOR's v4 catalogue. Each write is one request of as many records as it is given, with an answer a record; JOOR's
 * order is product, SKUs, prices, season, collection, images.
 */
export class JoorProducts {
  readonly products: Products;
  readonly skus: Skus;
  readonly prices: Prices;
  readonly seasons: Seasons;
  readonly collections: Collections;
  readonly assets: Assets;
  private readonly v4: V4Exchange;

  constructor(link: JoorLink, options: JoorProductsOptions = {}) {
    this.v4 = new V4Exchange(link, options.pageSize);
    this.products = new Products(this.v4);
    this.skus = new Skus(this.v4);
    this.prices = new Prices(this.v4);
    this.seasons = new Seasons(this.v4);
    this.collections = new Collections(this.v4);
    this.assets = new Assets(this.v4);
  }

  /** @throws JoorFailure */
  priceTypes(): Promise<JoorPriceType[]> {
    return readPriceTypes(this.v4);
  }

  /** @throws JoorFailure */
  categories(): Promise<JoorCategory[]> {
    return readCategories(this.v4);
  }
}
