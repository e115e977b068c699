import { ActivityFigures, ActivityList, AlertPeople, Clock, Ids, Leases, UnitOfWork } from '@bridge/application';
import { createMail } from '@bridge/mail';
import type { Provider } from '@nestjs/common';
import type { Environment } from '../environment/read-environment.js';
import { MailSetup } from '../http/alerts/mail-setup.js';

/** Where no mail server is set, nobody is written to, and the admin says so. */
export function alerting({ mail, publicUrl }: Environment): Provider[] {
  const setup = { provide: MailSetup, useValue: new MailSetup(mail !== undefined) };
  if (mail === undefined) return [setup];
  const letters = createMail(mail);
  return [
    setup,
    {
      provide: AlertPeople,
      inject: [UnitOfWork, ActivityList, ActivityFigures, Leases, Ids, Clock],
      useFactory: (
        unitOfWork: UnitOfWork,
        activity: ActivityList,
        figures: ActivityFigures,
        leases: Leases,
        ids: Ids,
        clock: Clock,
      ) => new AlertPeople(unitOfWork, activity, figures, letters, leases, ids, clock, publicUrl),
    },
  ];
}
