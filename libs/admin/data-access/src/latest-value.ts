import { linkedSignal, type Resource, type Signal } from '@angular/core';

/** The newest value a resource has had: what is on the screen stays while the next page is on its way, so that nothing shifts. */
export function latestValue<T>(resource: Resource<T | undefined>): Signal<T | undefined> {
  return linkedSignal<T | undefined, T | undefined>({
    source: () => (resource.hasValue() ? resource.value() : undefined),
    computation: (value, previous) => value ?? previous?.value,
  });
}
