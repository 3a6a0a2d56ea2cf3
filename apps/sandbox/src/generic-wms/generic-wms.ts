import type { EffectLedger } from '../effects/effect-ledger.js';
import type { Brand } from '../generator/brand.js';
import { type Answer, json } from '../http/exchange.js';
import { GenericInstance } from './generic-instance.js';
import type { InstanceSettings } from './instance-settings.js';

const PATH = /^\/wms\/([A-Za-z0-9_-]{1,64})\//;
const MOST = 1_000;

/** All generic warehouse systems: one for each name under `/wms/{name}/`, there at first mention. */
export class GenericWms {
  private readonly instances = new Map<string, GenericInstance>();

  constructor(
    private readonly effects: EffectLedger,
    private readonly defaults: InstanceSettings,
    /** The brand whose goods the instance of that name has. */
    private readonly brandOf: (name: string) => Brand,
  ) {}

  /** The instance a path belongs to. */
  targetOf(path: string): GenericInstance | Answer {
    const name = PATH.exec(path)?.[1];
    if (name === undefined) return json(404, { message: 'paths here are /wms/{name}/orders' });
    if (!this.instances.has(name) && this.instances.size >= MOST)
      return json(404, { message: 'too many instances' });
    return this.instance(name);
  }

  /** The instance of that name (without `wms-`); `wms-{name}` is its target and its destination. */
  instance(name: string): GenericInstance {
    let found = this.instances.get(name);
    if (!found) {
      found = new GenericInstance(`wms-${name}`, this.effects, () => this.brandOf(name));
      found.settings = this.defaults;
      this.instances.set(name, found);
    }
    return found;
  }

  /** Lets the stock of each change as it was due by now (epoch ms). */
  tick(now: number): void {
    for (const instance of this.instances.values()) instance.tick(now);
  }

  all(): readonly GenericInstance[] {
    return [...this.instances.values()];
  }
}
