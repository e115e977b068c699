import {
  ActivityList,
  Clock,
  RecentReference,
  UnitOfWork,
  planProblem,
  type SourceReferenceData,
} from '@bridge/application';
import type { ConnectionView, SubsidiaryView } from '@bridge/contracts';
import { Injectable } from '@nestjs/common';
import { notFound } from '../problems/answers.js';
import { connectionView, type ConnectionFacts } from './connection-view.js';

/** How every subsidiary of an organisation stands towards Xero. */
@Injectable()
export class ConnectionBoard {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reference: RecentReference,
    private readonly activity: ActivityList,
    private readonly clock: Clock,
  ) {}

  async subsidiaries(tenantId: string): Promise<readonly SubsidiaryView[]> {
    const reference = await this.reference.read(tenantId);
    const facts = await this.#facts(tenantId, reference);
    const tenant = await this.unitOfWork.run(tenantId, (store) => store.tenants.find());
    const unconnected = planProblem(tenant, 'invoice') === undefined ? 'not_connected' : 'upgrade_required';
    const views = new Map(facts.map((fact) => [fact.connection.subsidiaryId, connectionView(fact)]));
    const known = reference.subsidiaries.map(({ id, name }): SubsidiaryView => {
      const connection = views.get(id);
      return { id, name, status: connection?.status ?? unconnected, ...(connection && { connection }) };
    });
    // A subsidiary that was archived in Productive keeps its connection, and must stay in sight.
    const gone = [...views.values()].filter((view) => !known.some(({ id }) => id === view.subsidiaryId));
    return [
      ...known,
      ...gone.map((connection): SubsidiaryView => ({
        id: connection.subsidiaryId,
        name: connection.subsidiaryName,
        status: connection.status,
        connection,
      })),
    ];
  }

  async connection(tenantId: string, connectionId: string): Promise<ConnectionView> {
    await this.mustExist(tenantId, connectionId);
    const facts = await this.#facts(tenantId, await this.reference.read(tenantId));
    const mine = facts.find(({ connection }) => connection.id === connectionId);
    if (mine === undefined) throw notFound();
    return connectionView(mine);
  }

  /** Answers 404 for an id of nobody and for one of another organisation alike. */
  async mustExist(tenantId: string, connectionId: string): Promise<void> {
    const connection = await this.unitOfWork.run(tenantId, (store) => store.connections.find(connectionId));
    if (connection === undefined) throw notFound();
  }

  async #facts(tenantId: string, reference: SourceReferenceData): Promise<readonly ConnectionFacts[]> {
    const counts = await this.activity.counts(tenantId);
    return this.unitOfWork.run(tenantId, async (store) => {
      const tenant = await store.tenants.find();
      const facts: ConnectionFacts[] = [];
      for (const connection of await store.connections.all()) {
        facts.push({
          connection,
          tenant,
          saved: await store.settings.find(connection.id),
          review: await store.reviews.find(connection.id),
          chart: await store.charts.find(connection.id),
          taxRates: reference.taxRates.filter((rate) => rate.subsidiaryId === connection.subsidiaryId),
          counts: counts[connection.id],
          now: this.clock.now(),
        });
      }
      return facts;
    });
  }
}
