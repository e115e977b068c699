import { help } from './variables.js';
import { readEnvironment } from './read-environment.js';

const credentials = { XERO_CLIENT_ID: 'id', XERO_CLIENT_SECRET: 'secret' };
const key = Buffer.alloc(32, 7).toString('base64');

const problemsOf = (env: Record<string, string>): readonly string[] => {
  const read = readEnvironment({ ...credentials, ...env });
  return read.ok ? [] : read.problems;
};
const environmentOf = (env: Record<string, string> = {}) => {
  const read = readEnvironment({ ...credentials, ...env });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.environment;
};

describe('The environment', () => {
  it('needs nothing but the credentials of the Xero app', () => {
    expect(environmentOf()).toEqual({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      role: 'all',
      proxies: 0,
      store: { kind: 'embedded', dataDir: '.data' },
      xero: {
        clientId: 'id',
        clientSecret: 'secret',
        apiUrl: 'https://api.xero.com',
        identityUrl: 'https://identity.xero.com',
        loginUrl: 'https://login.xero.com',
        webUrl: 'https://go.xero.com',
      },
      productive: { apiUrl: 'https://api.productive.io/api/v2', webUrl: 'https://app.productive.io' },
      importEveryMs: 300_000,
      logLevel: 'info',
    });
  });

  it('can send mail where a server is named, from an address of its own', () => {
    expect(
      environmentOf({ SMTP_URL: 'smtp://ada:pw@mail.example:587', PUBLIC_URL: 'https://bridge.example' }).mail,
    ).toEqual({
      url: 'smtp://ada:pw@mail.example:587',
      from: 'bridge@bridge.example',
    });
    const from = 'The bridge <bridge@mail.example>';
    expect(environmentOf({ SMTP_URL: 'smtps://mail.example', MAIL_FROM: from }).mail?.from).toBe(from);
    expect(problemsOf({ SMTP_URL: 'http://ada:pw@mail.example' })).toEqual([
      'SMTP_URL must be an address that begins with smtp:// or smtps://',
    ]);
    expect(problemsOf({ MAIL_FROM: 'nobody' })[0]).toContain('MAIL_FROM');
  });

  it('lists everything that is wrong in one go', () => {
    const read = readEnvironment({
      PORT: 'eighty',
      PUBLIC_URL: 'bridge.example',
      DATABASE_URL: 'mysql://localhost/bridge',
      BRIDGE_ROLE: 'boss',
      BRIDGE_PROXIES: 'all',
      BRIDGE_ENCRYPTION_KEY: 'short',
      PRODUCTIVE_WEB_URL: 'https://xero.example',
      BRIDGE_IMPORT_EVERY_MINUTES: '0',
      LOG_LEVEL: 'loud',
      BRIDGE_SANDBOX_XERO_URL: 'http://127.0.0.1:3001',
    });
    expect(read.ok).toBe(false);
    expect((read as { problems: string[] }).problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'BRIDGE_ENCRYPTION_KEY',
      'BRIDGE_IMPORT_EVERY_MINUTES',
      'BRIDGE_PROXIES',
      'BRIDGE_ROLE',
      'BRIDGE_SANDBOX_XERO_URL',
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'PRODUCTIVE_WEB_URL',
      'PUBLIC_URL',
      'XERO_CLIENT_ID',
      'XERO_CLIENT_SECRET',
    ]);
  });

  it('takes an empty variable for an absent one', () => {
    expect(environmentOf({ PORT: '', DATABASE_URL: '  ' }).store.kind).toBe('embedded');
  });

  it('keeps a password out of its complaint', () => {
    expect(problemsOf({ DATABASE_URL: 'mysql://user:hunter2@db/bridge' }).join()).not.toContain('hunter2');
  });

  it.each(['PORT', 'BRIDGE_PROXIES', 'BRIDGE_IMPORT_EVERY_MINUTES', 'BRIDGE_IMPORT_EVERY_SECONDS'])(
    '%s must be a whole number within its bounds',
    (name) => {
      for (const wrong of ['-1', '1.5', '1e3', '99999999', 'ten'])
        expect(problemsOf({ [name]: wrong })).toEqual([expect.stringContaining(`“${wrong}”`)]);
    },
  );

  it('asks for an encryption key as soon as the database is on a server', () => {
    const server = { DATABASE_URL: 'postgres://db/bridge' };
    expect(problemsOf(server)).toEqual([expect.stringContaining('BRIDGE_ENCRYPTION_KEY is missing')]);
    expect(environmentOf({ ...server, BRIDGE_ENCRYPTION_KEY: key }).encryptionKey).toEqual(Buffer.alloc(32, 7));
  });

  it('makes up a key for the sandbox, even on a server', () => {
    const sandbox = {
      BRIDGE_SANDBOX_XERO_URL: 'http://127.0.0.1:3001/',
      BRIDGE_SANDBOX_PRODUCTIVE_URL: 'http://127.0.0.1:3002',
    };
    const environment = environmentOf({ ...sandbox, DATABASE_URL: 'postgres://db/bridge' });
    expect(environment.encryptionKey).toBeUndefined();
    expect(environment.sandbox?.xeroUrl).toBe('http://127.0.0.1:3001');
  });

  it.each(['web', 'worker'])('refuses the role %s on the embedded database, which serves one process', (role) => {
    expect(problemsOf({ BRIDGE_ROLE: role })).toEqual([expect.stringContaining('needs DATABASE_URL')]);
    const server = { DATABASE_URL: 'postgres://db/bridge', BRIDGE_ENCRYPTION_KEY: key };
    expect(environmentOf({ ...server, BRIDGE_ROLE: role }).role).toBe(role);
  });

  it('lets seconds go before minutes', () => {
    expect(environmentOf({ BRIDGE_IMPORT_EVERY_MINUTES: '7' }).importEveryMs).toBe(420_000);
    expect(environmentOf({ BRIDGE_IMPORT_EVERY_SECONDS: '2' }).importEveryMs).toBe(2_000);
  });

  it('refuses agencies that nobody could sign in to', () => {
    const sandbox = { BRIDGE_SANDBOX_XERO_URL: 'http://a', BRIDGE_SANDBOX_PRODUCTIVE_URL: 'http://b' };
    for (const wrong of ['{', '{}', '[{"name":"A"}]'])
      expect(problemsOf({ ...sandbox, BRIDGE_SANDBOX_AGENCIES: wrong })).toEqual([
        expect.stringContaining('must be a JSON list'),
      ]);
  });

  it('is explained by --help, variable by variable', () => {
    expect(help()).toMatch(/^ {2}PORT +port to listen on \(3000\)$/m);
    expect(help()).toMatch(/^ {2}DATABASE_URL +postgres:/m);
  });
});
