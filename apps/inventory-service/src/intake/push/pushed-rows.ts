import { stockRowsIn } from '@joor-bridge/wms';

/** The rows of a body: a list, `{"levels":[…]}`, or one row alone; null for anything else. */
export function rowsOf(body: unknown): readonly unknown[] | null {
  const listed = stockRowsIn(body);
  if (listed !== null) return listed;
  return typeof body === 'object' && body !== null && 'sku' in body ? [body] : null;
}
