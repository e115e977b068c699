import type { AccessTokens } from '../../connections/access-tokens.js';
import type { LedgerAddress } from '../../connections/connection.js';
import { Fault, isFault } from '../../faults/fault.js';
import type { BridgePorts } from '../bridge/wire-use-cases.js';
import type { FakeLedgerAccess } from '../ledger/fake-access.js';

/** One call of a use case to something outside it. */
export interface PortCall {
  readonly port: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** Stands between the use cases and everything outside: lets a call through, fails it, or never comes back. */
export type Gate = <T>(call: PortCall, work: () => Promise<T>) => Promise<T>;

const ours = ['unitOfWork', 'leases'] as const;
const sources = ['sourceDocuments', 'sourceMarks', 'sourcePayments'] as const;
const ledgers = [
  'ledgerDocuments',
  'ledgerCredits',
  'ledgerContacts',
  'ledgerChanges',
  'ledgerChart',
  'ledgerInventory',
] as const;

export function isOurs({ port }: PortCall): boolean {
  return ours.some((name) => name === port);
}

/** The ports behind the gate, without those of the ledger: they need tokens. */
export function gated(ports: BridgePorts, gate: Gate): BridgePorts {
  return { ...ports, ...through(ports, [...ours, ...sources], gate) };
}

/** The ports of the ledger behind the gate: every call carries a token, and one that has expired is renewed once. */
export function gatedLedger(
  ports: BridgePorts,
  gate: Gate,
  tokens: AccessTokens,
  access: FakeLedgerAccess,
): Pick<BridgePorts, (typeof ledgers)[number]> {
  const withToken: Gate = async (call, work) => {
    const [address] = call.args as readonly [LedgerAddress];
    const attempt = (token: string) =>
      gate(call, async () => {
        const verdict = access.admits(token, address.organisationId);
        if (verdict === 'no') throw new Fault({ kind: 'disconnected' }, 'The token is for other books');
        return verdict === 'expired' ? EXPIRED : { answer: await work() };
      });
    const token = await tokens.current(address);
    const first = await attempt(token);
    const second = first === EXPIRED ? await attempt(await tokens.renew(address, token)) : first;
    if (second === EXPIRED) throw new Fault({ kind: 'unavailable' }, 'A fresh token has expired');
    return second.answer;
  };
  return through(ports, ledgers, withToken);
}

/** How a call ended, in a word, for the story. */
export function endOf(error: unknown): string {
  if (error === undefined) return 'answered';
  if (isFault(error)) return error.fault.kind;
  return error instanceof Error ? error.message : String(error);
}

const EXPIRED = Symbol('expired');

function through<Name extends Exclude<keyof BridgePorts, 'remembered' | 'batchSize'>>(
  ports: BridgePorts,
  names: readonly Name[],
  gate: Gate,
): Pick<BridgePorts, Name> {
  return Object.fromEntries(names.map((name) => [name, portBehind(name, ports[name], gate)])) as Pick<
    BridgePorts,
    Name
  >;
}

function portBehind(port: string, target: object, gate: Gate): object {
  const methods = new Map<PropertyKey, unknown>();
  return new Proxy(target, {
    get: (_, method) => {
      if (!methods.has(method)) methods.set(method, methodBehind(port, target, method, gate));
      return methods.get(method);
    },
  });
}

function methodBehind(port: string, target: object, method: PropertyKey, gate: Gate): unknown {
  const plain: unknown = Reflect.get(target, method);
  if (typeof plain !== 'function') return plain;
  // Composing is pure and answers at once.
  if (method === 'compose' || method === 'composeUpdates') return plain.bind(target);
  return (...args: readonly unknown[]) =>
    gate({ port, method: String(method), args }, async (): Promise<unknown> => plain.apply(target, args));
}
