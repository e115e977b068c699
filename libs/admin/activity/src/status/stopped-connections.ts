import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Instant, Notice } from '@bridge/admin-ui';
import { texts } from '../texts.js';
import type { StoppedConnection } from './stopped.js';

/** Each connection through which nothing goes: why, until when, and the way to its settings. */
@Component({
  selector: 'bridge-stopped-connections',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Instant, Notice, RouterLink],
  template: `
    @for (connection of connections(); track connection.id) {
      <ui-notice [tone]="connection.pausedUntil ? 'warn' : 'bad'" [heading]="headingOf(connection)">
        @if (connection.trouble; as trouble) {
          <p>{{ trouble.detail }} {{ trouble.whatToDo }}</p>
        }
        @if (connection.pausedUntil; as at) {
          <p>{{ labels.goesOn }} <ui-instant [at]="at" /></p>
        } @else {
          <p>{{ labels.untilConnected }}</p>
        }
        <a [routerLink]="['/settings/xero', connection.id]" [queryParams]="{ card: 'connection' }">{{
          labels.toConnection
        }}</a>
      </ui-notice>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.5rem;
      margin-block-end: 1rem;
    }
    p {
      margin: 0;
    }
  `,
})
export class StoppedConnections {
  readonly connections = input.required<readonly StoppedConnection[]>();
  protected readonly labels = texts.status;

  protected headingOf({ name, pausedUntil }: StoppedConnection): string {
    return pausedUntil === undefined ? texts.status.disconnected(name) : texts.status.paused(name);
  }
}
