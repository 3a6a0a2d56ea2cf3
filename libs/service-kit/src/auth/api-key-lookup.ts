import type { ApiKeyChanged } from '@joor-bridge/contracts';

/** Where API keys are looked up: the topic's table, or the table they are made in. Also the injection token. */
export abstract class ApiKeyLookup {
  abstract get(keyId: string): ApiKeyChanged | undefined | Promise<ApiKeyChanged | undefined>;
}
