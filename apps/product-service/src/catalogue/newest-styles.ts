import { heldKey, type ProductDetailed } from '@joor-bridge/contracts';

export const styleKey = ({ connectionId, world, product }: ProductDetailed): string =>
  heldKey(connectionId, world, product.styleNumber);

/** Of several events of a style the one that holds: the later observed, of two at one time the one that came last. */
export function newestStyles(events: readonly ProductDetailed[]): ProductDetailed[] {
  const newest = new Map<string, ProductDetailed>();
  for (const event of events) {
    const known = newest.get(styleKey(event));
    if (!known || Date.parse(known.observedAt) <= Date.parse(event.observedAt)) {
      newest.set(styleKey(event), event);
    }
  }
  return [...newest.values()];
}
