/** A lane's count of places that are promised. */
export interface Promised {
  reserved: number;
}

/**
 * Orders that are considered together, between `admit` and the claim in the ledger: what they were promised is theirs
 * alone, other groups of the same connection keep theirs.
 */
export class AdmittedGroup {
  /** Connections whose lane had no place for an order of the group. */
  readonly turnedAway = new Set<string>();
  private kept: Promised[] = [];

  keep(place: Promised): void {
    place.reserved += 1;
    this.kept.push(place);
  }

  /** Once; what was given back is not given back again. */
  giveBack(): void {
    for (const place of this.kept) place.reserved -= 1;
    this.kept = [];
  }
}
