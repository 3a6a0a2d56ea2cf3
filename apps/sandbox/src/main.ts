import { readConfig, USAGE } from './config.js';
import { Sandbox } from './sandbox.js';

const out = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  if (config === 'help') return out(USAGE);
  const sandbox = await Sandbox.start(config);
  for (const [name, url] of Object.entries(sandbox.urls)) out(`${name.padEnd(18)} ${url}`);
  out('sandbox is ready');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
  const message =
    error.code === 'EADDRINUSE'
      ? `port ${error.port} is in use; give others with --port or --ports`
      : error.message;
  process.stderr.write(`sandbox: ${message}\n`);
  process.exit(1);
});
