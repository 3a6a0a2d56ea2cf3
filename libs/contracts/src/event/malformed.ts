/** A record that no retry can mend: undecodable, wrong shape, unknown type or version. Goes to the dead letters. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}
