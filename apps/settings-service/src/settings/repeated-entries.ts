import type { Settings } from '@joor-bridge/contracts';
import type { FieldError } from '@joor-bridge/service-kit';

/** Lists in which one thing may stand once only: two entries would contradict each other. */
export function repeatedEntries(settings: Settings, place = ''): FieldError[] {
  const lists = [
    { key: 'orders.filters', names: settings['orders.filters'].map(({ field }) => field) },
    {
      key: 'shipping.methodMap',
      names: settings['shipping.methodMap'].map(({ joor }) => joor.trim().toLowerCase()),
    },
    {
      key: 'products.priceTypes',
      names: settings['products.priceTypes'].map(({ label, currency }) =>
        `${label.trim()} ${currency}`.trim(),
      ),
    },
    {
      key: 'products.categories',
      names: settings['products.categories'].map(({ wms }) => wms.trim().toLowerCase()),
    },
  ];
  return lists.flatMap(({ key, names }) => {
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated === undefined) return [];
    return [
      { field: `${place}${key}`, message: `names ${JSON.stringify(repeated)} twice; each may stand once` },
    ];
  });
}
