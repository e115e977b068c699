import { ChangeDetectionStrategy, Component, Injectable, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule } from '@angular/material/dialog';
import { MatRadioModule } from '@angular/material/radio';
import { firstValueFrom } from 'rxjs';
import { texts } from '../texts.js';

interface Choice {
  readonly title: string;
  readonly detail: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
}

/** Asks for one of a few. Undefined: cancelled. */
@Injectable({ providedIn: 'root' })
export class Choose {
  readonly #dialog = inject(MatDialog);

  ask(choice: Choice): Promise<string | undefined> {
    const opened = this.#dialog.open<ChooseDialog, Choice, string>(ChooseDialog, { data: choice, width: '28rem' });
    return firstValueFrom(opened.afterClosed());
  }
}

@Component({
  selector: 'bridge-choose-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButton, MatDialogModule, MatRadioModule],
  template: `
    <h2 mat-dialog-title id="choose-title">{{ choice.title }}</h2>
    <mat-dialog-content>
      <p>{{ choice.detail }}</p>
      <mat-radio-group aria-labelledby="choose-title" [value]="chosen()" (change)="chosen.set($event.value)">
        @for (option of choice.options; track option.id) {
          <mat-radio-button [value]="option.id">{{ option.name }}</mat-radio-button>
        }
      </mat-radio-group>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button type="button" matButton mat-dialog-close>{{ t.cancel }}</button>
      <button type="button" matButton="filled" [mat-dialog-close]="chosen()">{{ t.next }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    p {
      margin: 0 0 0.75rem;
    }
    mat-radio-button {
      display: block;
    }
  `,
})
class ChooseDialog {
  protected readonly choice = inject<Choice>(MAT_DIALOG_DATA);
  protected readonly chosen = signal(this.choice.options[0]?.id);
  protected readonly t = texts.connect;
}
