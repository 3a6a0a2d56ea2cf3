import { SkubanaCredentials, type WmsCredentials } from '@joor-bridge/contracts';
import type { Connector, Link } from '../connector.js';
import { WrongCredentials } from '../credentials.js';
import { readOptions } from '../options.js';
import { SkubanaOptions } from './options.js';
import { renderOrder, SkubanaWms } from './skubana-wms.js';

/** A look-up and a create. */
const REQUESTS_PER_ORDER = 2;

const isSkubana = (credentials: WmsCredentials): credentials is SkubanaCredentials =>
  credentials.kind === 'skubana';

/** Skubana, now Extensiv Order Manager. */
export const skubana: Connector = {
  system: 'skubana',
  title: 'Skubana (Extensiv Order Manager)',
  defaultUrls: { production: 'https://api.skubana.com', sandbox: 'https://api.demo.skubana.com' },
  options: SkubanaOptions,
  credentials: SkubanaCredentials,
  misfit: () => null,
  capabilities: () => ({
    idempotencyKey: false,
    lookUp: true,
    amend: false,
    cancel: false,
    shipments: false,
    stock: true,
    productDetails: true,
    sandbox: true,
  }),
  pace(options) {
    const { concurrency, requestsPerSecond } = readOptions(SkubanaOptions, options);
    return { concurrency, perSecond: requestsPerSecond / REQUESTS_PER_ORDER, batch: 1 };
  },
  render: (order, options) => renderOrder(order, readOptions(SkubanaOptions, options)),
  connect(link: Link) {
    if (!isSkubana(link.credentials)) throw new WrongCredentials('Skubana', link.credentials.kind);
    return new SkubanaWms(link, link.credentials);
  },
};
