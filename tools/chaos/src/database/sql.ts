import { MikroORM } from '@mikro-orm/postgresql';

/** Plain statements on one database, outside all of the product's walls. */
export interface Sql {
  ask<Row extends object>(statement: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export async function openSql(url: string): Promise<Sql> {
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    pool: { max: 2 },
    driverOptions: { application_name: 'chaos' },
  });
  return {
    ask: (statement) => orm.em.fork().execute(statement),
    close: () => orm.close(),
  };
}
