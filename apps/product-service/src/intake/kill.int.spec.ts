import { ServiceProcess } from '@joor-bridge/service-kit/testing';
import { eventually } from '@joor-bridge/testing';
import { IntakeRig } from '../testing/intake-rig.js';

const OFTEN = { 'joor.syncProductDetails': 'Yes', 'inventory.schedule': '15 minutes' } as const;
const STYLES = Array.from({ length: 24 }, (_, at) => `S${String(at).padStart(2, '0')}`);

let rig: IntakeRig;
const processes: ServiceProcess[] = [];

const product = (styleNumber: string, name: string) => ({
  styleNumber,
  name,
  variants: [{ sku: `${styleNumber}-S`, upc: '036000291452', sizeName: 'S' }],
});

beforeAll(async () => {
  rig = await IntakeRig.start({ KAFKA_SESSION_TIMEOUT_MS: '2000', PRODUCT_LEASE_MS: '1000' });
});
afterAll(async () => {
  await Promise.all(processes.map((each) => each.kill()));
  await rig?.close();
});

function run(more: Record<string, string>): ServiceProcess {
  const started = new ServiceProcess(
    'product-service',
    { ...rig.environment, LOG_LEVEL: 'info', ...more },
    process.env.PATH ?? '',
  );
  processes.push(started);
  return started;
}

it.each([
  ['after-page:3', 'con_a'],
  ['after-publish:3', 'con_b'],
  ['after-told:3', 'con_c'],
  ['after-catalogue:1', 'con_d'],
])(
  'killed at %s, the catalogue ends as the WMS has it, and what is gone is gone',
  async (point, id) => {
    const listed = async (name: string, styles = STYLES) => {
      const expected = styles.map((style) => `${style} ${name}`);
      await eventually(
        async () =>
          (await rig.styles(id)).filter((line) => !line.includes('gone')).join() === expected.join(),
        {
          timeoutMs: 30_000,
        },
      );
    };
    rig.wms.products = STYLES.map((style) => product(style, 'Coat'));
    await rig.connect(id, OFTEN);
    const killed = run({ PRODUCT_KILL_POINT: point });
    expect(await killed.end()).toBe('SIGKILL');

    await rig.service();
    await listed('Coat');
    rig.wms.products = STYLES.slice(1).map((style) => product(style, 'Cape'));
    await eventually(() => rig.intake().work.request({ connectionId: id, world: 'production' }));
    await listed('Cape', STYLES.slice(1));
    await eventually(async () => (await rig.styles(id)).includes('S00 Coat (gone)'));
    const told = await rig.told(id);
    expect(told.length).toBeLessThanOrEqual(STYLES.length * 3);
    await rig.connect(id, {});
    await rig.stopServices();
  },
  120_000,
);
