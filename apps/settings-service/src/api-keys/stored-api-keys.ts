import type { ApiKeyChanged } from '@joor-bridge/contracts';
import { ApiKeyLookup } from '@joor-bridge/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApiKey } from './api-key.entity.js';
import { eventOf } from './api-key-event.js';

/** Looks keys up where they are made, so that a new key opens and a revoked one closes at once. */
@Injectable()
export class StoredApiKeys extends ApiKeyLookup {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async get(keyId: string): Promise<ApiKeyChanged | undefined> {
    const row = await this.dataSource.getRepository(ApiKey).findOneBy({ keyId });
    return row ? eventOf(row) : undefined;
  }
}
