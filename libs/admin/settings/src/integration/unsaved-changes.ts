import { inject } from '@angular/core';
import type { CanDeactivateFn } from '@angular/router';
import { Confirm } from '@bridge/admin-ui';
import { integrationTexts } from './integration-texts.js';

/** A page whose changes are lost by leaving it. */
export interface Editing {
  hasUnsavedChanges(): boolean;
}

export const unsavedChanges: CanDeactivateFn<Editing> = (page) => {
  if (!page.hasUnsavedChanges()) return true;
  const { leaveTitle: title, leaveDetail: detail, leave: confirm, stay: cancel } = integrationTexts.save;
  return inject(Confirm).ask({ title, detail, confirm, cancel });
};
