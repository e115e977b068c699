import { textOf } from '../world/json.js';
import { linkOf } from '../world/row.js';
import type { World } from '../world/world.js';

export type Plan = 'essential' | 'professional' | 'ultimate';
export type Feature = 'financials' | 'exports' | 'webhooks' | 'purchase_orders';

const cheapest: Readonly<Record<Feature, readonly Plan[]>> = {
  financials: ['professional', 'ultimate'],
  exports: ['professional', 'ultimate'],
  webhooks: ['ultimate'],
  purchase_orders: ['ultimate'],
};

export function planAllows(world: World, organizationId: string, feature: Feature): boolean {
  return cheapest[feature].includes(planOf(world, organizationId));
}

export function planOf(world: World, organizationId: string): Plan {
  const organization = world.find('organizations', organizationId);
  const subscription =
    organization === undefined
      ? undefined
      : world.find('organization_subscriptions', linkOf(organization, 'organization_subscription'));
  return (textOf(subscription?.attributes['plan_type']) || 'essential') as Plan;
}
