import type { Vendors } from './vendors.js';

/** Calls and refusals over everything that was run. */
class Tally {
  calls = 0;
  tooMany = 0;

  add(vendors: Vendors): void {
    this.calls += vendors.xeroCalls() + vendors.productiveCalls();
    this.tooMany += vendors.tooMany();
  }
}

export const tally = new Tally();
