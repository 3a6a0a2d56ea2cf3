import { field, listField, readRow } from '../service/fields.js';
import type { ServiceClient } from '../service/service-client.js';
import { type Finding, ill, well, wordsOf } from './finding.js';

/** Whether a service is there and can do its work. */
export async function examineService(service: ServiceClient): Promise<Finding> {
  try {
    const { status, body } = await service.health();
    const report = readRow(body, `The health of ${service.name}`);
    if (status === 200) return well(service.name, 'ready');
    const down = listField(report, 'components').filter((each) => field(each, 'ready') !== 'true');
    const why = down
      .map((each) => `${field(each, 'name')}: ${field(each, 'detail') || 'not ready'}`)
      .join('; ');
    return ill(service.name, `not ready: ${why || `it answered ${status}`}.`);
  } catch (error) {
    return ill(service.name, wordsOf(error));
  }
}
