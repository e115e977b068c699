import { alertSchemas } from './schemas/alerts.js';
import { activitySchemas } from './schemas/activity.js';
import { basicSchemas } from './schemas/basics.js';
import { connectionSchemas } from './schemas/connections.js';
import { copySchemas } from './schemas/copies.js';
import { documentSchemas } from './schemas/documents.js';
import { paymentSchemas } from './schemas/payments.js';
import { reconciliationSchemas } from './schemas/reconciliation.js';
import { sessionSchemas } from './schemas/session.js';
import { settingsSchemas } from './schemas/settings.js';
import type { Schema } from './shape.js';

/** Everything the API says and hears, by the names of the contract. */
export const schemas: Readonly<Record<string, Schema>> = {
  ...basicSchemas,
  ...sessionSchemas,
  ...connectionSchemas,
  ...settingsSchemas,
  ...documentSchemas,
  ...copySchemas,
  ...paymentSchemas,
  ...reconciliationSchemas,
  ...activitySchemas,
  ...alertSchemas,
};
