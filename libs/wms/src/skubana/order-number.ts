/**
 * Skubana's order number: the prefix and JOOR's order id, which is what follows the first colon of our
 * external id: a connection's id has none, an order's may have some. Made from the external id alone, so that a look-up finds what a create made.
 */
export const orderNumber = (prefix: string, externalId: string): string =>
  `${prefix}${externalId.slice(externalId.indexOf(':') + 1)}`;
