import type { Address } from '@joor-bridge/contracts';
import type { LooseRecord } from './loose-record.js';

/** Reads the fields `shipping_*` or `billing_*`. The bill-to address has no email in JOOR. */
export function parseAddress(order: LooseRecord, prefix: 'shipping' | 'billing'): Address {
  const field = (name: string) => order.text(`${prefix}_${name}`);
  return {
    code: field('code'),
    name: field('name'),
    phone: field('phone'),
    email: field('email'),
    line1: field('address_1'),
    line2: field('address_2'),
    city: field('city'),
    region: field('region'),
    postalCode: field('postal_code'),
    country: field('country'),
    countryIso2: field('country_iso_two'),
    countryIso3: field('country_iso_three'),
  };
}
