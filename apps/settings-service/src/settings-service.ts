import { type ConfigOf, optionalText, outsideUrl, port, type ServiceConfig } from '@joor-bridge/service-kit';
import { StoredApiKeys } from './api-keys/stored-api-keys.js';
import { SettingsModule } from './settings.module.js';

const shape = {
  PORT: port(4010),
  SKUBANA_APP_URL: outsideUrl('https://app.skubana.com'),
  SKUBANA_SANDBOX_APP_URL: outsideUrl('https://demo.skubana.com'),
  BRIDGE_FIRST_API_KEY_FILE: optionalText(),
};

type Config = ServiceConfig & ConfigOf<typeof shape>;

/** The service, ready to be run by its process or booted by a test. */
export const settingsService = {
  name: 'settings-service',
  shape,
  build: ({ config }: { config: Config }) => ({
    module: SettingsModule.forRoot(config.databaseUrl, {
      skubanaAppUrl: config.skubanaAppUrl,
      skubanaSandboxAppUrl: config.skubanaSandboxAppUrl,
      firstApiKeyFile: config.bridgeFirstApiKeyFile ?? null,
      print: (text) => process.stdout.write(text),
    }),
    apiKeyLookup: StoredApiKeys,
  }),
};
