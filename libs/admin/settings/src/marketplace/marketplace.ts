import { ChangeDetectionStrategy, Component } from '@angular/core';
import { PageHeader } from '@bridge/admin-ui';
import { texts } from '../texts.js';

@Component({
  selector: 'bridge-marketplace',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [PageHeader],
  template: `<ui-page-header [heading]="t.title" />`,
})
export class Marketplace {
  protected readonly t = texts.marketplace;
}
