import { defaultKeys } from '@joor-bridge/sandbox';
import { GENERIC_SECRETS } from '../../stage/connection-record.js';
import type { FlowsBack } from '../flows-back-installation.js';
import type { Brand } from './brands.js';
import type { ProductsControl } from './products-control.js';

/** Small, so that a reading has several pages to break off at. */
const PAGE = 25;

/** Gives the JOOR accounts their habits, and puts the brands' connections onto the topic. */
export async function connectBrands(
  { stage, world }: FlowsBack,
  control: ProductsControl,
  brands: readonly Brand[],
): Promise<void> {
  for (const { connectionId, joorAccount, wms, habits, refuseShare } of brands) {
    await control.setStyles(wms, [], true);
    await control.setHabits(joorAccount, { ...habits, refuseShare });
    const { token: _, ...keys } = defaultKeys('production', joorAccount);
    const options = { products: 'pull', productsPageSize: PAGE };
    await stage.connect(
      {
        ...{ connectionId, joorAccount, name: `Brand ${connectionId}` },
        destination: { system: 'generic', url: world.wmsUrl(wms), sandboxUrl: null, options },
        settings: { 'joor.syncProductDetails': 'Yes', 'inventory.schedule': '5 minutes' },
      },
      { ...GENERIC_SECRETS, 'joor.production': { kind: 'joor-password', ...keys } },
    );
  }
}
