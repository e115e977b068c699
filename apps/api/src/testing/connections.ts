import type { Connection, UnitOfWork } from '@bridge/application';

export const studio = '11111111-1111-4111-8111-111111111111';

/** A live connection of Brightwell Studio, kept in the given world. */
export async function keepConnection(unitOfWork: UnitOfWork, overrides: Partial<Connection> = {}): Promise<Connection> {
  const connection: Connection = {
    id: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa',
    tenantId: '1001',
    subsidiaryId: '11',
    subsidiaryName: 'Brightwell Studio Ltd',
    state: 'connected',
    grantId: 'grant-1',
    organisation: { organisationId: studio, name: 'Brightwell Studio Ltd', connectionRef: 'ref-1' },
    offered: [],
    connectedBy: 'Ada Brightwell',
    ...overrides,
  };
  await unitOfWork.run(connection.tenantId, (store) => store.connections.add(connection));
  return connection;
}
