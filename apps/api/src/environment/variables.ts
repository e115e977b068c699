export interface Variable {
  readonly name: string;
  /** What it is when nobody says; absent: nothing. */
  readonly usual?: string;
  readonly meaning: string;
}

/** Every variable that the API reads. `--help` prints this table. */
export const variables = [
  { name: 'PORT', usual: '3000', meaning: 'port to listen on' },
  { name: 'PUBLIC_URL', meaning: 'where browsers find us (http://localhost:PORT)' },
  { name: 'DATABASE_URL', meaning: 'postgres://… of a server; without it PostgreSQL runs inside this process' },
  {
    name: 'BRIDGE_DATA_DIR',
    usual: '.data',
    meaning: 'folder of the embedded database; memory:// keeps everything in memory',
  },
  { name: 'BRIDGE_ROLE', usual: 'all', meaning: 'all, web (HTTP only) or worker (jobs and schedule only)' },
  {
    name: 'BRIDGE_PROXIES',
    usual: '0',
    meaning: 'how many proxies stand in front, one behind the other; what they forward says who calls',
  },
  { name: 'BRIDGE_ENCRYPTION_KEY', meaning: 'seals tokens in the database: 32 bytes in base64 or 64 hex digits' },
  {
    name: 'BRIDGE_ENCRYPTION_KEY_PREVIOUS',
    meaning: 'another key that opens them, while `npm run keys:rotate` is under way',
  },
  { name: 'XERO_CLIENT_ID', meaning: 'of the app registered at Xero' },
  { name: 'XERO_CLIENT_SECRET', meaning: 'of the same app' },
  { name: 'XERO_WEBHOOK_KEY', meaning: 'signs Xero’s webhooks; without it payments arrive by the poll alone' },
  { name: 'XERO_API_URL', usual: 'https://api.xero.com', meaning: 'Xero’s API' },
  { name: 'XERO_IDENTITY_URL', usual: 'https://identity.xero.com', meaning: 'where Xero gives tokens' },
  { name: 'XERO_LOGIN_URL', usual: 'https://login.xero.com', meaning: 'where people give their consent' },
  { name: 'XERO_WEB_URL', usual: 'https://go.xero.com', meaning: 'where people open documents in Xero' },
  { name: 'PRODUCTIVE_API_URL', usual: 'https://api.productive.io/api/v2', meaning: 'Productive’s API' },
  {
    name: 'PRODUCTIVE_WEB_URL',
    usual: 'https://app.productive.io',
    meaning: 'where people open documents in Productive; never change it, copies are found by it',
  },
  { name: 'BRIDGE_IMPORT_EVERY_MINUTES', usual: '5', meaning: 'how often payments are read from Xero' },
  { name: 'BRIDGE_IMPORT_EVERY_SECONDS', meaning: 'the same in seconds, for demonstrations and tests' },
  {
    name: 'SMTP_URL',
    meaning: 'smtp://user:password@host:port of the server that sends alerts; without it there are none',
  },
  { name: 'MAIL_FROM', meaning: 'who alerts are from (bridge@<host of PUBLIC_URL>)' },
  { name: 'LOG_LEVEL', usual: 'info', meaning: 'fatal, error, warn, info, debug, trace or silent' },
  { name: 'BRIDGE_SANDBOX_XERO_URL', meaning: 'the simulated Xero, set by `npm start`' },
  { name: 'BRIDGE_SANDBOX_PRODUCTIVE_URL', meaning: 'the simulated Productive, set by `npm start`' },
  { name: 'BRIDGE_SANDBOX_AGENCIES', meaning: 'JSON of who may sign in to the sandbox, set by `npm start`' },
] as const satisfies readonly Variable[];

export type VariableName = (typeof variables)[number]['name'];

export function help(): string {
  const width = Math.max(...variables.map(({ name }) => name.length));
  const rows = variables.map((variable: Variable) => {
    const usual = variable.usual === undefined ? '' : ` (${variable.usual})`;
    return `  ${variable.name.padEnd(width)}  ${variable.meaning}${usual}\n`;
  });
  return `The bridge between Productive and Xero. It is set up by environment variables; in parentheses the default.\n\n${rows.join('')}`;
}
