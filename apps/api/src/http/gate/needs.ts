import type { Right } from '@bridge/application';
import { SetMetadata } from '@nestjs/common';

/** `nobody`: open to everybody. `person`: a signed-in admin, no API key. Otherwise the right that the caller must have. */
export type Need = Right | 'person' | 'nobody';

export const NEED = 'bridge:need';

/** Says who may use a route. A route that says nothing is closed to everybody. */
export const Needs = (need: Need) => SetMetadata(NEED, need);
