import type { Bus } from '@joor-bridge/messaging';
import { BUS, LOG, type Log, SecretBox } from '@joor-bridge/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { makeFirstApiKey } from './api-keys/first-api-key.js';
import { Connections } from './connections/connections.js';
import { checkKek } from './kek/kek-canary.js';
import { resealCredentials } from './kek/reseal-credentials.js';
import { tellWhatDiffers } from './reconcile/tell-what-differs.js';
import { SERVICE_OPTIONS, type ServiceOptions } from './service-options.js';

/** What has to be in order before the first request is taken. */
@Injectable()
export class FirstSteps implements OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly connections: Connections,
    private readonly box: SecretBox,
    @Inject(BUS) private readonly bus: Bus,
    @Inject(LOG) private readonly log: Log,
    @Inject(SERVICE_OPTIONS) private readonly options: ServiceOptions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { dataSource, connections, box, log } = this;
    await checkKek(dataSource, box);
    await resealCredentials({ dataSource, connections, box, log });
    await makeFirstApiKey({ dataSource, log, file: this.options.firstApiKeyFile, print: this.options.print });
    await tellWhatDiffers({ dataSource, bus: this.bus, log });
  }
}
