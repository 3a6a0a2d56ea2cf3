import { json } from '../../http/exchange.js';
import type { JoorApi } from '../api.js';
import { bulkInventory } from './bulk-inventory.js';

const PATH = /^\/v2\/bulk-inventory\/?$/;

/** JOOR's v2 inventory, which can only be written; it is read with the styles. */
export const inventoryApi: JoorApi = {
  route: (path) => (PATH.test(path) ? '/v2/bulk-inventory' : null),
  answer: (asked) =>
    asked.call.method === 'POST' || asked.call.method === 'PUT'
      ? bulkInventory(asked)
      : json(405, { response: { code: 405, comment: 'POST or PUT', log_id: '0' } }),
};
