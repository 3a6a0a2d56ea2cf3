/** The few calls of settings-service's API that the demo needs. */
export class SettingsClient {
  #url;
  #key;

  /**
   * @param {string} url
   * @param {string} key an API key
   */
  constructor(url, key) {
    this.#url = url;
    this.#key = key;
  }

  /** @param {string} path */
  get(path) {
    return this.#call('GET', path);
  }

  /**
   * @param {string} path
   * @param {object} body
   */
  post(path, body) {
    return this.#call('POST', path, body);
  }

  /**
   * Changes what is there at that version.
   *
   * @param {'PUT' | 'PATCH' | 'DELETE'} method
   * @param {string} path
   * @param {object | undefined} body
   * @param {number} version
   */
  change(method, path, body, version) {
    return this.#call(method, path, body, { 'if-match': `"${version}"` });
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object | undefined} [body]
   * @param {Record<string, string>} [headers]
   * @returns {Promise<any>} the answer's body
   */
  async #call(method, path, body, headers = {}) {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#key}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    throw new Error(`settings-service answered ${answer.status} to ${method} ${path}: ${text.slice(0, 500)}`);
  }
}
