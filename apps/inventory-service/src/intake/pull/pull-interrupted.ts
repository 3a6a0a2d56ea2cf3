/** The pull has to end where it is, through no fault of the WMS's: it sets nothing to 0 and is done again. */
export class PullInterrupted extends Error {
  override readonly name = 'PullInterrupted';
}
