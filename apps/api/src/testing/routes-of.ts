import type { INestApplication } from '@nestjs/common';

interface ExpressRoute {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** Every route that Express really has, whatever the documentation says: `['PUT', '/api/v1/connections/:id/settings']`. */
export function routesOf(app: INestApplication): readonly (readonly [method: string, path: string])[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: readonly ExpressRoute[] } };
  return router.stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => [method.toUpperCase(), route.path] as const) : [],
  );
}
