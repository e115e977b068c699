/** Fewer than this many are ordinary corrections, whatever share they are. */
const ALWAYS_ALLOWED = 5;

/** More than 5 % of a connection's paid documents turning unpaid in one run is more likely a fault than a correction: stop and ask. */
export function isMassReversal(reversed: number, paidBefore: number): boolean {
  return reversed > ALWAYS_ALLOWED && reversed * 20 > paidBefore;
}
