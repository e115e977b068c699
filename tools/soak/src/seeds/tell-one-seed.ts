import { simulate } from '@bridge/application/testing';

/** What happens in one seed, line by line, in simulated time; then what was found wrong. Answers whether every rule held. */
export async function tellOneSeed(seed: number): Promise<boolean> {
  const { violations, ...figures } = await simulate(seed, {
    story: (words) => process.stdout.write(`${words}\n`),
  });
  process.stdout.write(`\nseed ${seed}: ${JSON.stringify(figures)}\n`);
  for (const words of violations) process.stdout.write(`${words}\n`);
  process.stdout.write(violations.length > 0 ? '0 passed, 1 failed\n' : '1 passed, 0 failed\n');
  return violations.length === 0;
}
