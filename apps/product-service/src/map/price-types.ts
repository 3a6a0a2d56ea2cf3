import type { PriceTypeMap } from '@joor-bridge/contracts';
import type { VariantRefusal } from './refusal.js';

export interface JoorPriceType {
  readonly id: string;
  /** The price label, e.g. `US Dollar`. */
  readonly name: string;
  readonly currency: string;
}

type Found = JoorPriceType | VariantRefusal;

/**
 * Finds the JOOR price type for a price of the WMS: by the price label map, else JOOR's only one in that currency.
 * A WMS that does not say the currency means the one that the map gives its list, else the only one that JOOR has.
 */
export class PriceTypes {
  constructor(
    private readonly list: readonly JoorPriceType[],
    private readonly map: PriceTypeMap,
  ) {}

  find(label: string, currency: string): Found {
    const name = label.trim();
    const named = this.map.filter(
      (entry) => entry.label.trim() === name && (currency === '' || entry.currency === currency),
    );
    const [entry] = named;
    if (entry && named.length === 1) return this.named(entry.priceType, entry.currency);
    return currency === '' ? this.ofNoCurrency(name) : this.only(name, currency);
  }

  private named(name: string, currency: string): Found {
    const found = this.list.find((type) => type.name === name.trim() && type.currency === currency);
    if (found) return found;
    return {
      code: 'no-price-type',
      reason: `Price Label Map names the price type "${name}" in ${currency}, which JOOR does not have: make it in JOOR or correct the map.`,
    };
  }

  private only(label: string, currency: string): Found {
    const [first, second] = this.list.filter((type) => type.currency === currency);
    if (first && !second) return first;
    const reason = first
      ? `JOOR has several price types in ${currency}: say in Price Label Map which one ${list(label)} is.`
      : `JOOR has no price type in ${currency}: make one in JOOR, or leave that price out.`;
    return { code: 'no-price-type', reason };
  }

  private ofNoCurrency(label: string): Found {
    const [currency, other] = new Set(this.list.map((type) => type.currency));
    if (currency !== undefined && other === undefined) return this.only(label, currency);
    return {
      code: 'no-currency',
      reason: `The WMS does not say the currency of ${list(label)} and JOOR has several or none: name the list in Price Label Map, or map "currency".`,
    };
  }
}

const list = (label: string): string => (label === '' ? 'its price list' : `the price list "${label}"`);
