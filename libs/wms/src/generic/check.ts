import type { CheckResult } from '../connector.js';
import type { Endpoint } from '../http/endpoint.js';
import { messageOf } from '../http/json-body.js';

/**
 * Whether the receiver is there and lets us in. It is asked with GET, which must create nothing; so
 * whether it accepts the signature shows with the first order only.
 */
export async function checkReceiver(
  endpoint: Endpoint,
  path: string,
  authorization: readonly string[],
): Promise<CheckResult> {
  const reply = await endpoint.send({ method: 'GET', path, headers: [...authorization], body: null });
  if (reply.kind !== 'answered') {
    return { ok: false, message: `The receiver cannot be reached: ${reply.reason}. Check the address.` };
  }
  const { status } = reply;
  if (status === 401 || status === 403) {
    const said = messageOf(reply.body, reply.clean);
    return {
      ok: false,
      message: `The receiver answered ${status}: ${said}. Enter the bearer token it expects.`,
    };
  }
  if (status >= 300 && status < 400) {
    const to = reply.clean(reply.header('location') ?? 'elsewhere');
    return { ok: false, message: `The receiver redirects to ${to}. Enter its final address.` };
  }
  if (status >= 500) {
    return { ok: false, message: `The receiver is there but answered ${status}. Ask its operator.` };
  }
  return {
    ok: true,
    message: `The receiver is there (it answered ${status}). Whether it accepts the signature shows with the first order.`,
  };
}
