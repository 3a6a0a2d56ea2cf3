/** Credentials of another system than the connection's. */
export class WrongCredentials extends Error {
  override readonly name = 'WrongCredentials';
  constructor(wanted: string, given: string) {
    super(`a connection to ${wanted} was given ${given} credentials: enter those of ${wanted}`);
  }
}
