import { createLog, NestLog } from './log.js';

function listen(level: string) {
  const lines: string[] = [];
  return { lines, log: createLog(level, { write: (line) => void lines.push(line) }) };
}

describe('Security 18: the log', () => {
  it.each([
    { authorization: 'Bearer s3cret' },
    { headers: { cookie: 'bridge_session=s3cret', 'x-auth-token': 's3cret' } },
    { request: { headers: { authorization: 's3cret', 'set-cookie': 's3cret' } } },
    { grant: { tokens: { accessToken: 's3cret' } } },
    { body: { refresh_token: 's3cret', client_secret: 's3cret' } },
    { token: 's3cret' },
  ])('strikes out the secrets of %j', (entry) => {
    const { log, lines } = listen('info');
    log.info(entry, 'said');
    expect(lines.join()).toContain('(secret)');
    expect(lines.join()).not.toContain('s3cret');
  });

  it('tells of Nest’s defects with their context, and keeps its chatter for debugging', () => {
    const { log, lines } = listen('info');
    const nest = new NestLog(log);
    nest.log('Mapped {/api/v1/session, POST} route', 'RouterExplorer');
    nest.error('It broke', 'Error: It broke\n  at here', 'http');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ level: 50, msg: 'It broke', context: 'http', stack: 'Error: It broke\n  at here' }),
    ]);
  });
});
