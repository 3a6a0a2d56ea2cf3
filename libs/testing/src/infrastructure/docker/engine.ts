import { createHash } from 'node:crypto';
import type { ContainerRuntimeClient, ImageName } from 'testcontainers';

/** An engine that does not answer in this time counts as absent, in milliseconds. */
const ANSWER_WITHIN_MS = 2_000;
/** Longest that an image may take to come, in milliseconds. */
const PULL_WITHIN_MS = 300_000;

export interface DockerQuestion {
  readonly image: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (sentence: string) => void;
}

/**
 * Whether containers of this image can be run. Null: yes, the engine answers and has the image now.
 * Else what stands in the way, as half a sentence.
 */
export async function dockerObstacle({ image, env, say }: DockerQuestion): Promise<string | null> {
  // loaded on demand: it takes half a second, and most runs have the addresses in their environment
  const { getContainerRuntimeClient, ImageName } = await import('testcontainers');
  const client = await within(ANSWER_WITHIN_MS, getContainerRuntimeClient()).catch(() => null);
  if (client === null) return 'no Docker engine answers';
  // testcontainers' reaper, which clears up after a run that was killed, is a container too
  const reaper = env.RYUK_CONTAINER_IMAGE ?? 'testcontainers/ryuk:0.14.0';
  const images = env.TESTCONTAINERS_RYUK_DISABLED === 'true' ? [image] : [image, reaper];
  for (const needed of images) {
    const obstacle = await imageObstacle(client, ImageName.fromString(needed), say);
    if (obstacle !== null) return obstacle;
  }
  return null;
}

async function imageObstacle(
  client: ContainerRuntimeClient,
  image: ImageName,
  say: DockerQuestion['say'],
): Promise<string | null> {
  if (await client.image.exists(image)) return null;
  say(`Pulling the image ${image.string}.`);
  try {
    await within(PULL_WITHIN_MS, client.image.pull(image));
  } catch (error) {
    return `the image ${image.string} can't be pulled (${error instanceof Error ? error.message : error})`;
  }
  return (await client.image.exists(image)) ? null : `the image ${image.string} can't be pulled`;
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The name or address under which the engine's ports are reached from here. */
export async function dockerHost(): Promise<string> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const { info } = await getContainerRuntimeClient();
  return info.containerRuntime.host;
}

/** A named volume, so that data outlives the container; the name follows from where the data would be kept. */
export async function openVolume(server: string, dataDir: string, fresh = false): Promise<string> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const { dockerode } = (await getContainerRuntimeClient()).container;
  const name = `joor-bridge-${server}-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
  if (fresh) await dockerode.getVolume(name).remove().catch(unlessAbsent);
  return name;
}

function unlessAbsent(error: unknown): void {
  if (error instanceof Error && 'statusCode' in error && error.statusCode === 404) return;
  throw error;
}
