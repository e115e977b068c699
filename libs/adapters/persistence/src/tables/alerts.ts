import { defineEntity, p } from '@mikro-orm/core';
import type { Problem } from '@bridge/domain';
import type { Letter } from '@bridge/application';
import { exactJson, instant } from './columns.js';

export const AlertSettingsTable = defineEntity({
  name: 'AlertSettings',
  tableName: 'alert_settings',
  properties: {
    tenantId: p.text().primary(),
    isOn: p.boolean(),
    addresses: exactJson<readonly string[]>(),
    changedAt: instant(),
    changedBy: p.text(),
  },
});

export const DigestTable = defineEntity({
  name: 'Digest',
  tableName: 'digests',
  properties: {
    tenantId: p.text().primary(),
    id: p.text().primary(),
    createdAt: instant(),
    mail: exactJson<Letter>(),
    sentAt: instant().nullable(),
    sentTo: exactJson<readonly string[]>().nullable(),
    attempts: p.integer(),
    nextAttemptAt: instant(),
    problem: exactJson<Problem>().nullable(),
  },
});

export const ToldFailureTable = defineEntity({
  name: 'ToldFailure',
  tableName: 'told_failures',
  properties: {
    tenantId: p.text().primary(),
    key: p.text().primary(),
    toldAt: instant(),
  },
});
