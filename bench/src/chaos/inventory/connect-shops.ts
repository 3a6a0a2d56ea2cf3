import { GENERIC_SECRETS } from '../../stage/connection-record.js';
import type { FlowsBack } from '../flows-back-installation.js';
import { stylesOf } from './goods.js';
import type { InventoryControl } from './inventory-control.js';
import type { StockModel } from './stock-model.js';

/** Small, so that a reading has many pages to break off at. */
const PAGE = 150;

/** Puts the shops' styles into JOOR, and their connections onto the topic. */
export async function connectShops(
  { stage, world }: FlowsBack,
  control: InventoryControl,
  models: readonly StockModel[],
): Promise<void> {
  const filled = new Set<string>();
  for (const { shop, items } of models) {
    const { connectionId, joorAccount, wms, source, settings } = shop;
    if (!filled.has(joorAccount)) await control.addStyles(joorAccount, stylesOf(items));
    filled.add(joorAccount);
    const options = { stock: source, stockPageSize: PAGE };
    await stage.connect(
      {
        ...{ connectionId, joorAccount, name: `Brand ${connectionId}` },
        destination: { system: 'generic', url: world.wmsUrl(wms), sandboxUrl: null, options },
        settings,
      },
      {
        ...GENERIC_SECRETS,
        'joor.production': { kind: 'joor-token', token: `joor-production-token-${joorAccount}` },
      },
    );
  }
}
