import { commandLine } from './command-line.js';
import { type Answers, fakeService } from './fake-service.js';

const KEY = 'jb_test_secret';
const SERVICES = ['settings', 'poller', 'router', 'inventory', 'products'] as const;
type ServiceName = (typeof SERVICES)[number];

/** What is all well where a test says nothing of it. */
const READY: Answers = { 'GET /health/ready': { body: { components: [] } } };
const UNSAID: Readonly<Record<ServiceName, Answers>> = {
  settings: {},
  poller: {},
  router: {},
  inventory: READY,
  products: READY,
};

/** The services, fake, and a command line that knows where they are. */
export async function fakeInstallation(answers: Partial<Record<ServiceName, Answers>>) {
  const fake = (name: ServiceName) => fakeService(answers[name] ?? UNSAID[name]);
  const services = {
    settings: await fake('settings'),
    poller: await fake('poller'),
    router: await fake('router'),
    inventory: await fake('inventory'),
    products: await fake('products'),
  };
  const where = SERVICES.flatMap((name) => [`--${name}-url`, services[name].url]);
  return {
    ...services,
    joorctl: (...args: string[]) => commandLine(...where, '--api-key', KEY, ...args),
    close: () => Promise.all(SERVICES.map((name) => services[name].close())),
  };
}

export type FakeInstallation = Awaited<ReturnType<typeof fakeInstallation>>;
