import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PageHeader } from '@bridge/admin-ui';
import { texts } from './texts.js';

@Component({
  selector: 'bridge-not-found',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [PageHeader, RouterLink],
  template: `
    <ui-page-header [heading]="t.notFound" [lead]="t.notFoundDetail" />
    <a routerLink="/">{{ t.home }}</a>
  `,
})
export class NotFound {
  protected readonly t = texts;
}
