import { field, readRows } from '../service/fields.js';
import type { ServiceClient } from '../service/service-client.js';
import { type Finding, ill } from './finding.js';

/** The connections whose deliveries order-router holds back at the moment; none when it cannot say. */
export async function examineDeliveries(router: ServiceClient): Promise<Finding[]> {
  const answer = await router.exchange('GET', '/v1/connections/health').catch(() => null);
  if (answer?.status !== 200) return [];
  return readRows(answer.body, 'The health of the connections')
    .filter((row) => field(row, 'status') !== 'ok')
    .map((row) =>
      ill(`${field(row, 'connectionId')}: deliveries`, `${field(row, 'status')}: ${field(row, 'message')}`),
    );
}
