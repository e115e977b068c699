/**
 * Lines of a test run's output that show what was planted as people's data or secrets (the word CANARY), an access token
 * (a JWT) or a session: tests plant them in names, bank details and tokens, and no log and no message may repeat them.
 */
export function leaksIn(output) {
  const leak = /CANARY|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.|bridge_session=[\w-]{43}/;
  return output
    .split('\n')
    .filter((line) => leak.test(line))
    .map((line) => line.slice(0, 200));
}
