import type { WmsSystem } from '@joor-bridge/contracts';
import { outsideUrl } from '../config/common-shape.js';

/** Where the WMSs with an address of their own are. */
export const wmsAddressShape = {
  SKUBANA_API_URL: outsideUrl('https://api.skubana.com'),
  SKUBANA_SANDBOX_API_URL: outsideUrl('https://api.demo.skubana.com'),
};

/** A system's own addresses; null where it has none and the connection must give it. */
export type WmsAddresses = Readonly<Record<WmsSystem, { production: string | null; sandbox: string | null }>>;

export const wmsAddresses = (config: {
  readonly skubanaApiUrl: string;
  readonly skubanaSandboxApiUrl: string;
}): WmsAddresses => ({
  generic: { production: null, sandbox: null },
  skubana: { production: config.skubanaApiUrl, sandbox: config.skubanaSandboxApiUrl },
});
