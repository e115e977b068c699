import { inject } from '@angular/core';
import { ActivatedRoute, Router, type Params } from '@angular/router';

/** Writes query parameters into the address of the open page. */
export type WriteAddress = (queryParams: Params, options: { readonly replaceUrl: boolean }) => void;

/**
 * What is typed reaches the address a moment later. Should a link to another page be followed meanwhile, that goes first:
 * a second navigation would cancel it, and the reader would be left where they were.
 */
export function pageAddress(): WriteAddress {
  const [router, route] = [inject(Router), inject(ActivatedRoute)];
  return (queryParams, { replaceUrl }) => {
    const next = router.currentNavigation()?.extractedUrl.toString();
    if (next !== undefined && pathOf(next) !== pathOf(router.url)) return;
    void router.navigate([], { relativeTo: route, queryParams, replaceUrl });
  };
}

function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}
