import type { CanDeactivateFn } from '@angular/router';

/** A page whose changes are lost by leaving it. */
export interface Editing {
  /** Asks, when something would be lost. The page does it, so that a route does not bring dialogs to the sign-in page. */
  mayLeave(): boolean | Promise<boolean>;
}

export const unsavedChanges: CanDeactivateFn<Editing> = (page) => page.mayLeave();
