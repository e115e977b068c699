import type { INestApplication, Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA, RouteParamtypes } from '@nestjs/common/internal';
import { ModulesContainer } from '@nestjs/core';
import { getMetadataStorage, ValidationTypes } from 'class-validator';

/** What the query of each route may hold, as its class validates it, by the route’s operation id. Required fields end in `!`. */
export function queriesOf(app: INestApplication): ReadonlyMap<string, readonly string[]> {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as Type),
  );
  return new Map(
    controllers.flatMap((controller) =>
      Object.getOwnPropertyNames(controller.prototype).map((method) => [
        `${controller.name.replace(/Controller$/, '')}_${method}`,
        queryClassesOf(controller, method).flatMap(fieldsOf),
      ]),
    ),
  );
}

function queryClassesOf(controller: Type, method: string): readonly Type[] {
  const places = Object.keys(Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {});
  const types = Reflect.getMetadata('design:paramtypes', controller.prototype, method) as readonly Type[];
  return places
    .map((place) => place.split(':').map(Number))
    .flatMap(([what, index = 0]) => (what === RouteParamtypes.QUERY ? (types[index] ?? []) : []));
}

function fieldsOf(type: Type): readonly string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', true, false);
  const names = new Set(rules.map(({ propertyName }) => propertyName));
  const optional = rules.filter((rule) => rule.type === ValidationTypes.CONDITIONAL_VALIDATION);
  return [...names].map((name) => (optional.some(({ propertyName }) => propertyName === name) ? name : `${name}!`));
}
