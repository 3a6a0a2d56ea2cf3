import { jest } from '@jest/globals';
import type { ConnectionSnapshot, StockLevel } from '@joor-bridge/contracts';
import type { Overrides } from '@joor-bridge/testing';
import { InventoryRig } from './inventory-rig.js';
import { type Row, WmsServer } from './wms-server.js';

/** SKUs `S<from>` to `S<to>` in the WMS's only warehouse. */
export const skus = (from: number, to: number, available = 5): Row[] =>
  Array.from({ length: to - from + 1 }, (_, n) => ({ sku: `S${from + n}`, available }));

type Options = ConnectionSnapshot['destination']['options'];

/** A service, a WMS with a sandbox, and a connection between them for each test. */
export class PullStage {
  /** Of the connection. */
  id = 'con_0';
  private count = 0;

  private constructor(
    readonly rig: InventoryRig,
    readonly wms: WmsServer,
    readonly sandbox: WmsServer,
  ) {}

  static async open(server: NodeJS.ProcessEnv): Promise<PullStage> {
    const [wms, sandbox] = await Promise.all([WmsServer.open(), WmsServer.open()]);
    const rig = await InventoryRig.start(server);
    // The first reading of the schedule comes as late as it may, so that it is not taken for one that a test asks for.
    jest.spyOn(Math, 'random').mockReturnValue(0.999);
    await rig.serve();
    return new PullStage(rig, wms, sandbox);
  }

  /** Another connection, to an empty WMS. */
  next(): void {
    this.wms.reset();
    this.sandbox.reset();
    this.count += 1;
    this.id = `con_${this.count}`;
  }

  connect(
    more: Overrides<ConnectionSnapshot> = {},
    options: Options = { stock: 'pull' },
  ): Promise<ConnectionSnapshot> {
    const { wms, sandbox, id } = this;
    return this.rig.connect({
      connectionId: id,
      destination: { system: 'generic', url: wms.url, sandboxUrl: sandbox.url, options },
      ...more,
      settings: { 'inventory.schedule': 'Daily', ...more.settings },
    });
  }

  pull = (world: 'production' | 'sandbox' = 'production') => this.rig.pull(this.id, world);
  levels = (world: 'production' | 'sandbox' = 'production') => this.rig.levels(this.id, world);
  sweptAt = () => this.rig.sweptAt(this.id);

  async levelsTold(): Promise<StockLevel[]> {
    return (await this.rig.told(this.id)).filter((event): event is StockLevel => 'sku' in event);
  }

  /** What people were told of the connection. */
  told(): string[] {
    return this.rig.activities.filter((each) => each.connectionId === this.id).map(({ kind }) => kind);
  }

  async close(): Promise<void> {
    await this.rig.close();
    await Promise.all([this.wms.close(), this.sandbox.close()]);
  }
}
