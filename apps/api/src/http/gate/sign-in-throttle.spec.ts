import { FixedClock } from '@bridge/application/testing';
import { SignInThrottle } from './sign-in-throttle.js';

const MINUTE = 60_000;

describe('the throttle of signing in', () => {
  it('counts failures of the last quarter of an hour only', () => {
    const clock = new FixedClock();
    const throttle = new SignInThrottle(clock);
    for (let tries = 0; tries < 10; tries += 1) {
      throttle.noteFailure('10.0.0.1', '1001');
      clock.advance(MINUTE);
    }
    // The first failure was 10 minutes ago, and counts for another 5.
    expect(throttle.waitMs('10.0.0.1', '1001')).toBe(5 * MINUTE);
    clock.advance(5 * MINUTE);
    expect(throttle.waitMs('10.0.0.1', '1001')).toBe(0);
  });

  it('lets everybody else in meanwhile: another address, another organisation', () => {
    const throttle = new SignInThrottle(new FixedClock());
    for (let tries = 0; tries < 10; tries += 1) throttle.noteFailure('10.0.0.1', '1001');
    expect(throttle.waitMs('10.0.0.2', '1001')).toBe(0);
    expect(throttle.waitMs('10.0.0.1', '1002')).toBe(0);
  });

  it('stops an address that goes through the organisations', () => {
    const throttle = new SignInThrottle(new FixedClock());
    for (let id = 0; id < 100; id += 1) throttle.noteFailure('10.0.0.1', String(id));
    expect(throttle.waitMs('10.0.0.1', '5000')).toBe(15 * MINUTE);
  });
});
