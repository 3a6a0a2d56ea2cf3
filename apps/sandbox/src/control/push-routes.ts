import type { GenericInstance } from '../generic-wms/generic-instance.js';
import { BadRequest, Fields } from './fields.js';
import type { Asked, Route } from './route.js';

const PER_REQUEST = { levels: 1_000, products: 100 } as const;

/** A generic warehouse system sends rows to an address, as one does that pushes. */
export function pushRoutes(instanceOf: (asked: Asked) => GenericInstance): readonly Route[] {
  const route = (name: string, field: 'levels' | 'products'): Route => ({
    route: `POST /control/wms/{name}/${name}`,
    answer: async (asked) => {
      const fields = new Fields(asked.body, name);
      const url = addressIn(fields);
      const rows = fields.has('rows') ? fields.list('rows') : null;
      const perRequest = fields.number('perRequest', PER_REQUEST[field], 1);
      fields.done();
      return { requests: await pushed(instanceOf(asked), field, url, rows, perRequest) };
    },
  });
  return [route('push-stock', 'levels'), route('push-products', 'products')];
}

async function pushed(
  instance: GenericInstance,
  field: 'levels' | 'products',
  url: string,
  rows: readonly unknown[] | null,
  perRequest: number,
) {
  try {
    return await instance.push(field, url, rows, perRequest);
  } catch (error) {
    throw new BadRequest(`${url} did not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function addressIn(fields: Fields): string {
  const url = fields.text('url', '');
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw new BadRequest('url must be the address to push to');
  return url;
}
