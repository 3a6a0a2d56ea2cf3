/**
 * Skubana's order number: the prefix and JOOR's order id, which is what follows the last colon of our
 * external id. Made from the external id alone, so that a look-up finds what a create made.
 */
export const orderNumber = (prefix: string, externalId: string): string =>
  `${prefix}${externalId.slice(externalId.lastIndexOf(':') + 1)}`;
