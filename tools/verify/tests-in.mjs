/** Adds up jest's closing lines and the plain ones of our own tools. */
export function testsIn(output) {
  const plain = output.replace(/\u001b\[[0-9;]*m/g, '');
  const counts = { passed: 0, failed: 0 };
  for (const [, line] of plain.matchAll(/Tests:\s+(.+) total/g)) {
    counts.passed += Number(/(\d+) passed/.exec(line)?.[1] ?? 0);
    counts.failed += Number(/(\d+) failed/.exec(line)?.[1] ?? 0);
  }
  for (const [, ok, bad] of plain.matchAll(/^(\d+) passed, (\d+) failed$/gm)) {
    counts.passed += Number(ok);
    counts.failed += Number(bad);
  }
  return counts;
}
