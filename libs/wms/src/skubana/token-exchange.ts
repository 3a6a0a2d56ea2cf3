import type { SkubanaCredentials } from '@joor-bridge/contracts';
import type { Dispatcher } from 'undici';
import { Endpoint } from '../http/endpoint.js';
import { isObject, messageOf, readJson, readText } from '../http/json-body.js';

/** Longest wait for the token, in milliseconds. */
const TIMEOUT_MS = 30_000;
const MAX_ANSWER_BYTES = 65_536;

export interface SkubanaInstall {
  /** The application host, e.g. https://app.skubana.com. */
  readonly appUrl: string;
  readonly appKey: string;
  readonly appSecret: string;
  /** What the redirect after the install brought. It works once. */
  readonly code: string;
  /** The same address as in the request that was redirected. */
  readonly redirectUri: string;
  readonly dispatcher: Dispatcher;
}

/** The code was not exchanged; the message says why and what to do. Holds no secret. */
export class SkubanaExchangeFailed extends Error {
  override readonly name = 'SkubanaExchangeFailed';
}

/**
 * Exchanges the code of an app install for the access token, which does not expire.
 * @throws SkubanaExchangeFailed
 */
export async function exchangeSkubanaCode(install: SkubanaInstall): Promise<SkubanaCredentials> {
  const { appUrl, appKey, appSecret, code, redirectUri, dispatcher } = install;
  const basic = Buffer.from(`${appKey}:${appSecret}`).toString('base64');
  const endpoint = new Endpoint({
    url: appUrl,
    dispatcher,
    timeoutMs: TIMEOUT_MS,
    maxAnswerBytes: MAX_ANSWER_BYTES,
    secrets: [appSecret, basic, code],
  });
  const query = new URLSearchParams({ grant_type: 'authorization_code', redirect_uri: redirectUri, code });
  const reply = await endpoint.send({
    method: 'POST',
    path: `/oauth/token?${query}`,
    headers: ['authorization', `Basic ${basic}`, 'accept', 'application/json'],
    body: null,
  });
  if (reply.kind !== 'answered') {
    throw new SkubanaExchangeFailed(`Skubana could not be asked for the token (${reply.reason}): try again.`);
  }
  const json = reply.status === 200 && !reply.oversized ? readJson(reply.body) : undefined;
  const accessToken = isObject(json) ? readText(json.access_token) : null;
  if (accessToken !== null) return { kind: 'skubana', accessToken };
  const said = messageOf(reply.body, reply.clean);
  throw new SkubanaExchangeFailed(
    `Skubana gave no token (status ${reply.status}: ${said}). A code works once: uninstall the app and install it again.`,
  );
}
