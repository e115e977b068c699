import { ChangeDetectionStrategy, Component, ViewEncapsulation } from '@angular/core';

/**
 * Wraps a native `<table>`. On narrow screens each row becomes a card: cells name themselves by `data-label`; a cell
 * with `data-title` heads the card, one with `data-select` holds its check box. Amounts take the
 * class `number`, days the class `day`.
 */
@Component({
  selector: 'ui-table',
  changeDetection: ChangeDetectionStrategy.OnPush,
  // The rows are the feature's own markup, which styles of this component could not reach otherwise.
  encapsulation: ViewEncapsulation.None,
  template: `<ng-content />`,
  styles: `
    ui-table {
      display: block;
      border: 1px solid var(--ui-line);
      border-radius: 0.75rem;
      overflow-x: auto;
    }
    ui-table table {
      width: 100%;
      border-collapse: collapse;
      text-align: start;
    }
    ui-table th {
      padding: 0.5rem;
      text-align: start;
      font-weight: 500;
      color: var(--mat-sys-on-surface-variant);
      background: var(--mat-sys-surface-container-low);
      white-space: nowrap;
    }
    ui-table th button {
      display: inline-flex;
      align-items: center;
      gap: 0.25rem;
      min-height: 1.75rem;
      padding: 0;
      border: 0;
      font: inherit;
      color: inherit;
      background: none;
      cursor: pointer;
    }
    ui-table td {
      padding: 0.5rem;
      border-block-start: 1px solid var(--ui-line);
      vertical-align: middle;
    }
    ui-table .number {
      text-align: end;
      white-space: nowrap;
    }
    ui-table .day {
      white-space: nowrap;
    }
    ui-table th.number button {
      flex-direction: row-reverse;
    }
    ui-table tbody tr:hover,
    ui-table tbody tr:focus-within {
      background: var(--mat-sys-surface-container-low);
    }
    ui-table input[type='checkbox'] {
      inline-size: 1.125rem;
      block-size: 1.125rem;
      margin: 0.1875rem;
      accent-color: var(--mat-sys-primary);
    }
    ui-table .second {
      display: block;
      font-size: 0.8125rem;
      color: var(--mat-sys-on-surface-variant);
    }
    ui-table th:first-child,
    ui-table td:first-child {
      padding-inline-start: 0.75rem;
    }
    @media (max-width: 719px) {
      ui-table td:first-child {
        padding-inline-start: 0;
      }
      ui-table {
        border: 0;
        border-radius: 0;
      }
      ui-table thead {
        display: none;
      }
      ui-table table,
      ui-table tbody,
      ui-table tr,
      ui-table td {
        display: block;
      }
      ui-table tr {
        position: relative;
        padding: 0.625rem 0.875rem;
        border: 1px solid var(--ui-line);
        border-radius: 0.75rem;
        margin-block-end: 0.625rem;
      }
      ui-table td {
        padding: 0.1875rem 0;
        border: 0;
      }
      ui-table td[data-label] {
        display: flex;
        justify-content: space-between;
        gap: 1rem;
        text-align: end;
      }
      ui-table td[data-label]::before {
        content: attr(data-label);
        color: var(--mat-sys-on-surface-variant);
        text-align: start;
      }
      ui-table td[data-label]:empty {
        display: none;
      }
      ui-table td[data-title] {
        font-weight: 500;
        padding-inline-end: 2.5rem;
      }
      ui-table td[data-select] {
        position: absolute;
        inset-block-start: 0.5rem;
        inset-inline-end: 0.625rem;
      }
      ui-table .number {
        white-space: normal;
      }
    }
  `,
})
export class Table {}
