import { describeService } from '@joor-bridge/service-kit';
import { SettingsModule } from '../settings.module.js';
import { settingsService } from '../settings-service.js';

/** The OpenAPI document of this service, as text. */
export function describeApi(): Promise<string> {
  const nowhere = { skubanaAppUrl: '', skubanaSandboxAppUrl: '', firstApiKeyFile: null, print: () => {} };
  return describeService(SettingsModule.forRoot('', nowhere), settingsService.name);
}
