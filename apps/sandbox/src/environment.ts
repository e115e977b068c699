import { resolve } from 'node:path';

export interface Environment {
  readonly xeroPort: number;
  readonly productivePort: number;
  /** Where the simulators' state is kept; null keeps it in memory only. */
  readonly stateDir: string | null;
  /** Where the Xero simulator sends its webhooks, when anywhere. */
  readonly webhookUrl: string | null;
}

export const help = `Starts the two simulated vendors, Xero and Productive, on this machine.

  SANDBOX_XERO_PORT        port of the simulated Xero (3001)
  SANDBOX_PRODUCTIVE_PORT  port of the simulated Productive (3002)
  BRIDGE_DATA_DIR          folder to keep their state in; without it a restart begins anew
  SANDBOX_WEBHOOK_URL      address that the simulated Xero sends its webhooks to
`;

/** Reads the environment; `problems` names everything that is wrong, not just the first. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): { ok: true; environment: Environment } | { ok: false; problems: string[] } {
  const problems: string[] = [];
  const xeroPort = readPort(variables, 'SANDBOX_XERO_PORT', 3001, problems);
  const productivePort = readPort(variables, 'SANDBOX_PRODUCTIVE_PORT', 3002, problems);
  if (xeroPort === productivePort && xeroPort !== 0)
    problems.push(`SANDBOX_XERO_PORT and SANDBOX_PRODUCTIVE_PORT are both ${xeroPort}; they must differ`);
  const webhookUrl = variables['SANDBOX_WEBHOOK_URL'] || null;
  if (webhookUrl !== null && !/^https?:\/\/[^\s/]+/.test(webhookUrl))
    problems.push(`SANDBOX_WEBHOOK_URL must be an http or https address, not "${webhookUrl}"`);
  if (problems.length > 0) return { ok: false, problems };
  const dataDir = variables['BRIDGE_DATA_DIR'] || null;
  const stateDir = dataDir === null ? null : resolve(dataDir, 'sandbox');
  return { ok: true, environment: { xeroPort, productivePort, stateDir, webhookUrl } };
}

/** 0 takes any free port. */
function readPort(
  variables: Readonly<Record<string, string | undefined>>,
  name: string,
  usual: number,
  problems: string[],
): number {
  const text = variables[name];
  if (text === undefined || text === '') return usual;
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  problems.push(`${name} must be a port number from 0 to 65535, not "${text}"`);
  return usual;
}
