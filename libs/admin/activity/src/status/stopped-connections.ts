import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Instant, Notice } from '@bridge/admin-ui';
import { texts } from '../texts.js';
import type { StoppedConnection } from './stopped.js';

/** Each connection through which nothing goes: why, until when, and the way to where it is mended. */
@Component({
  selector: 'bridge-stopped-connections',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Instant, Notice, RouterLink],
  template: `
    @for (connection of connections(); track connection.id) {
      <ui-notice [tone]="connection.why === 'disconnected' ? 'bad' : 'warn'" [heading]="headingOf(connection)">
        @if (connection.trouble; as trouble) {
          <p>{{ trouble.detail }} {{ trouble.whatToDo }}</p>
        }
        @if (connection.pausedUntil; as at) {
          <p>{{ labels.goesOn }} <ui-instant [at]="at" /></p>
        }
        @if (connection.why === 'choosing') {
          <p>{{ labels.untilChosen }}</p>
          <a routerLink="/settings/apps">{{ labels.toChoice }}</a>
        } @else {
          @if (connection.why === 'disconnected') {
            <p>{{ labels.untilConnected }}</p>
          }
          <a [routerLink]="['/settings/xero', connection.id]" [queryParams]="{ card: 'connection' }">{{
            labels.toConnection
          }}</a>
        }
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

  protected headingOf({ name, why }: StoppedConnection): string {
    return this.labels[why](name);
  }
}
