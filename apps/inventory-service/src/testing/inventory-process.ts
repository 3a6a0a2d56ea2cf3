import { ServiceProcess } from '@joor-bridge/service-kit/testing';

const TOO_LONG_MS = 45_000;

/**
 * Runs the service in a process of its own until it ends, by itself or after 45 s.
 * @returns the signal that ended it, or its exit code and what it said
 */
export async function runUntilItEnds({
  PATH = '',
  ...environment
}: Readonly<Record<string, string>>): Promise<string> {
  const service = new ServiceProcess(
    'inventory-service',
    { HOST: '127.0.0.1', PORT: '0', ...environment },
    PATH,
  );
  const tooLong = setTimeout(() => void service.kill('SIGTERM'), TOO_LONG_MS);
  const end = await service.end();
  clearTimeout(tooLong);
  return typeof end === 'string' ? end : `${end}: ${service.output}`;
}
