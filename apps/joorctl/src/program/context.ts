import { type Bus, createBus, SILENT } from '@joor-bridge/messaging';
import type { Installation } from '../installation/installation.js';
import type { Output } from '../output/output.js';
import { ServiceClient } from '../service/service-client.js';
import { wrongUsage } from './exit-code.js';

/** What a command works with. Nothing is connected to before it is asked for. */
export class Context {
  readonly settings: ServiceClient;
  readonly poller: ServiceClient;
  readonly router: ServiceClient;
  readonly inventory: ServiceClient;
  readonly products: ServiceClient;
  private openBus: Bus | undefined;

  constructor(
    readonly installation: Installation,
    readonly output: Output,
    readonly now: () => number,
  ) {
    const { settingsUrl, pollerUrl, routerUrl, inventoryUrl, productsUrl, apiKey } = installation;
    this.settings = new ServiceClient('settings-service', settingsUrl, '--settings-url', apiKey);
    this.poller = new ServiceClient('joor-poller', pollerUrl, '--poller-url', apiKey);
    this.router = new ServiceClient('order-router', routerUrl, '--router-url', apiKey);
    this.inventory = new ServiceClient('inventory-service', inventoryUrl, '--inventory-url', apiKey);
    this.products = new ServiceClient('product-service', productsUrl, '--products-url', apiKey);
  }

  /** @throws CommandFailed when no brokers are known */
  get bus(): Bus {
    const { kafkaBrokers: brokers, kafkaPrefix: prefix } = this.installation;
    if (brokers.length === 0) {
      throw wrongUsage(
        'No Kafka brokers are known: give them by --kafka-brokers or KAFKA_BROKERS, as host:port.',
      );
    }
    this.openBus ??= createBus({ brokers, prefix, clientId: 'joorctl', log: SILENT });
    return this.openBus;
  }

  close(): Promise<void> {
    return this.openBus?.close() ?? Promise.resolve();
  }
}
