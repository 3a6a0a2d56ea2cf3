import { GenericCredentials, type WmsCredentials } from '@joor-bridge/contracts';
import type { Connector, Link } from '../connector.js';
import { WrongCredentials } from '../credentials.js';
import { InvalidOptions, readOptions } from '../options.js';
import { GenericWms } from './generic-wms.js';
import { GenericOptions, misfitOf, protectionOf } from './options.js';
import { orderBody } from './order-body.js';

const isGeneric = (credentials: WmsCredentials): credentials is GenericCredentials =>
  credentials.kind === 'generic';

/** Any HTTP system that takes orders as signed JSON. */
export const generic: Connector = {
  system: 'generic',
  title: 'HTTP receiver',
  defaultUrls: { production: null, sandbox: null },
  options: GenericOptions,
  credentials: GenericCredentials,
  misfit: (options) => misfitOf(readOptions(GenericOptions, options)),
  capabilities(options) {
    const read = readOptions(GenericOptions, options);
    const { sendingAgainIsSafe, canLookUp } = protectionOf(read);
    return {
      idempotencyKey: sendingAgainIsSafe,
      lookUp: canLookUp,
      amend: false,
      cancel: false,
      shipments: false,
      stock: read.stock !== 'none',
      productDetails: read.products !== 'none',
      sandbox: false,
    };
  },
  pace(options) {
    const { concurrency, requestsPerSecond, ordersPerRequest } = readOptions(GenericOptions, options);
    return {
      concurrency,
      perSecond: requestsPerSecond === 0 ? null : requestsPerSecond,
      batch: ordersPerRequest,
    };
  },
  render(order, options) {
    const { ordersPerRequest } = readOptions(GenericOptions, options);
    return JSON.stringify(ordersPerRequest > 1 ? { orders: [orderBody(order)] } : orderBody(order));
  },
  connect(link: Link) {
    if (!isGeneric(link.credentials)) throw new WrongCredentials('generic', link.credentials.kind);
    const misfit = generic.misfit(link.options);
    if (misfit) throw new InvalidOptions(`destination option ${misfit.option} ${misfit.message}`);
    return new GenericWms(link, link.credentials);
  },
};
