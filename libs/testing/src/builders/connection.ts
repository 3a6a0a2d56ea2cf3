import { type ConnectionSnapshot, connectionChanged, defaultSettings } from '@joor-bridge/contracts';
import { type Overrides, overlay } from './overrides.js';

/** An enabled connection to a generic WMS with default settings and no credentials; checked by contract. */
export const aConnectionSnapshot = (overrides: Overrides<ConnectionSnapshot> = {}): ConnectionSnapshot =>
  connectionChanged.parse(
    overlay<ConnectionSnapshot>(
      {
        connectionId: 'con_1',
        workspaceId: 'wsp_1',
        name: 'Atelier Nord to East',
        enabled: true,
        version: 1,
        createdAt: '2026-11-01T00:00:00Z',
        updatedAt: '2026-11-01T00:00:00Z',
        updatedBy: 'test',
        joorAccount: '5001',
        destination: { system: 'generic', url: 'https://wms.example/orders', sandboxUrl: null, options: {} },
        settings: defaultSettings(),
        credentials: {},
      },
      overrides,
    ),
  );
