import type { IncomingMessage } from 'node:http';

const LIMIT_BYTES = 64 * 1024 * 1024;

/** The whole body as text. @throws when the peer breaks off, or sends more than 64 MiB. */
export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LIMIT_BYTES) request.destroy(new Error(`request body is larger than ${LIMIT_BYTES} bytes`));
      else chunks.push(chunk);
    });
    request.on('end', () =>
      resolve((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString() ?? ''),
    );
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('the client broke off while sending its request')));
  });
}
