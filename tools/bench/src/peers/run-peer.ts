import type { Peer } from '../measure.js';
import { startChild } from '../world/child.js';
import { organisationId } from '../world/connect-agency.js';
import type { Vendors } from '../world/vendors.js';
import { ways, type PeerDocument, type PeerTask } from './peers.js';

interface PeerRun {
  readonly calls: number;
  readonly cpuMs: number;
}

interface PeerWork {
  readonly documents?: readonly PeerDocument[];
  readonly ledgerIds?: readonly string[];
}

export interface RunningPeer {
  run(work: PeerWork): Promise<PeerRun>;
  /** As it is printed beside our figure. */
  told(value: number): Peer;
  close(): void;
}

/** A peer at work on the same simulators, in a process of its own. */
export function startPeer(vendors: Vendors, way: PeerTask['way']): RunningPeer {
  const { xero } = vendors;
  const scopes = 'openid offline_access accounting.invoices accounting.contacts';
  const { access_token: token } = xero.identity.grant('zoe@advisors.example', [organisationId], scopes);
  const child = startChild<PeerTask, { readonly cpuMs: number }>('peers');
  const { name, source } = ways[way];
  return {
    run: async ({ documents = [], ledgerIds = [] }) => {
      const before = vendors.xeroCalls();
      const task = { way, apiUrl: xero.url, token, organisationId, documents, ledgerIds };
      const { cpuMs } = await child.ask(task);
      return { calls: vendors.xeroCalls() - before, cpuMs };
    },
    told: (value) => ({ name, source, value }),
    close: () => child.close(),
  };
}

/** Documents for contacts that Xero has, and for `newEvery`-th one that it has not. */
export function peerDocuments(vendors: Vendors, count: number, prefix: string, newEvery = 0): readonly PeerDocument[] {
  const known = vendors.xero.books.accountant(organisationId).list('Contacts');
  return Array.from({ length: count }, (_, index) => {
    const contact = known[index % known.length];
    const isNew = newEvery > 0 && index % newEvery === 0;
    return {
      contactName: isNew ? `${prefix} newcomer ${index}` : String(contact?.['Name']),
      contactId: String(contact?.['ContactID']),
      number: `${prefix}-${index}`,
    };
  });
}
