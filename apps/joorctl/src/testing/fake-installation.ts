import { commandLine } from './command-line.js';
import { type Answers, fakeService } from './fake-service.js';

const KEY = 'jb_test_secret';

/** The three services, fake, and a command line that knows where they are. */
export async function fakeInstallation(answers: {
  readonly settings?: Answers;
  readonly poller?: Answers;
  readonly router?: Answers;
}) {
  const settings = await fakeService(answers.settings ?? {});
  const poller = await fakeService(answers.poller ?? {});
  const router = await fakeService(answers.router ?? {});
  const where = ['--settings-url', settings.url, '--poller-url', poller.url, '--router-url', router.url];
  return {
    settings,
    poller,
    router,
    joorctl: (...args: string[]) => commandLine(...where, '--api-key', KEY, ...args),
    close: () => Promise.all([settings.close(), poller.close(), router.close()]),
  };
}

export type FakeInstallation = Awaited<ReturnType<typeof fakeInstallation>>;
