import { createConformance } from '@bridge/simulator-xero';

type Conformance = ReturnType<typeof createConformance>;

const reference = process.env['BRIDGE_REFERENCE'];
let specification: Conformance | undefined;

/** Holds what we send, and what the simulator answers, to Xero's own specification, when BRIDGE_REFERENCE says where it is. */
export function conformanceOfExchanges() {
  const found: string[] = [];
  return {
    see: (exchange: Parameters<Conformance['check']>[0]): void => {
      if (reference === undefined) return;
      specification ??= createConformance(reference);
      found.push(...specification.check(exchange));
    },
    assertClean: (): void => {
      if (found.length > 0) throw new Error(`Not as Xero specifies it:\n${[...new Set(found)].join('\n')}`);
    },
  };
}
