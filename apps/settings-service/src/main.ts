import { runService } from '@joor-bridge/service-kit';
import { settingsService } from './settings-service.js';

await runService(settingsService);
