import { isObject, readText } from '../../http/json-body.js';
import { PullFailed } from '../../pull-failed.js';
import type { SkubanaReading } from './skubana-lists.js';

export interface SkubanaWarehouse {
  readonly id: string;
  readonly name: string;
}

/**
 * The active warehouses. Levels are known by the warehouse's name, so two of one name cannot be told apart.
 * @throws PullFailed
 */
export async function activeWarehouses(reading: SkubanaReading): Promise<readonly SkubanaWarehouse[]> {
  const byName = new Map<string, SkubanaWarehouse>();
  for (const row of await reading.rows('/v1/warehouses')) {
    if (!isObject(row) || row.active === false) continue;
    const id = readText(row.warehouseId);
    if (id === null)
      throw new PullFailed('malformed', `${reading.what} cannot be read: a warehouse has no id.`);
    const name = readText(row.name) ?? id;
    const other = byName.get(name);
    if (other && other.id !== id) {
      throw new PullFailed(
        'refused',
        `${reading.what} cannot be read: the warehouses ${other.id} and ${id} are both called "${name}". Give one of them another name in Skubana.`,
      );
    }
    byName.set(name, { id, name });
  }
  return [...byName.values()];
}
