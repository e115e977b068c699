import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { FormField, form, pattern, required, submit } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { Session, toProblemError, type ProblemError } from '@bridge/admin-data-access';
import { Field, Icon, Notice, PageHeader } from '@bridge/admin-ui';
import { texts } from '../texts.js';

@Component({
  selector: 'bridge-sign-in',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Field, FormField, Icon, MatButton, Notice, PageHeader],
  template: `
    <ui-page-header [heading]="t.title" [lead]="t.lead" />
    @if (problem(); as problem) {
      <ui-notice tone="bad" role="alert" [heading]="problem.title"
        >{{ problem.message }} {{ problem.problems[0]?.whatToDo }}</ui-notice
      >
    }
    <form novalidate (submit)="$event.preventDefault(); signIn()">
      <ui-field
        for="organisation"
        [label]="t.organisation"
        [hint]="t.organisationHint"
        [error]="errorOf('organisationId')"
      >
        <input
          id="organisation"
          class="ui-control"
          inputmode="numeric"
          autocomplete="organization"
          aria-describedby="organisation-hint organisation-error"
          [attr.aria-invalid]="errorOf('organisationId') ? true : null"
          [formField]="form.organisationId"
        />
      </ui-field>
      <ui-field for="token" [label]="t.token" [hint]="t.tokenHint" [error]="errorOf('token')">
        <input
          id="token"
          class="ui-control"
          type="password"
          autocomplete="off"
          aria-describedby="token-hint token-error"
          [attr.aria-invalid]="errorOf('token') ? true : null"
          [formField]="form.token"
        />
      </ui-field>
      <button matButton="filled" type="submit" [disabled]="form().submitting()">
        {{ form().submitting() ? t.busy : t.submit }}
      </button>
    </form>
    @if (sandbox.hasValue() && sandbox.value(); as sandbox) {
      <section aria-labelledby="sandbox">
        <h2 id="sandbox">{{ t.sandboxTitle }}</h2>
        <p>{{ t.sandboxLead }}</p>
        <ul>
          @for (agency of sandbox.agencies; track agency.organisationId) {
            <li>
              <button type="button" (click)="signInAs(agency)">{{ agency.name }} <ui-icon name="right" /></button>
            </li>
          }
        </ul>
      </section>
    }
  `,
  styles: `
    :host {
      display: block;
      max-width: 28rem;
      margin: 4vh auto 0;
    }
    form {
      display: grid;
      gap: 1.25rem;
      margin-block-start: 1rem;
    }
    section {
      margin-block-start: 2.5rem;
      padding-block-start: 1.5rem;
      border-block-start: 1px solid var(--ui-line);
    }
    section p {
      margin: 0.25rem 0 0.75rem;
      color: var(--mat-sys-on-surface-variant);
    }
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      gap: 0.5rem;
    }
    li button {
      display: flex;
      justify-content: space-between;
      align-items: center;
      width: 100%;
      padding: 0.75rem 1rem;
      border: 1px solid var(--ui-line);
      border-radius: 0.75rem;
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
    }
    li button:hover {
      background: var(--mat-sys-surface-container);
    }
  `,
})
export class SignIn {
  readonly #session = inject(Session);
  readonly #router = inject(Router);
  /** Where to go afterwards: an address inside the admin. */
  readonly back = input<string>();
  protected readonly t = texts.signIn;
  protected readonly sandbox = rxResource({ stream: () => this.#session.sandbox() });
  protected readonly problem = signal<ProblemError | undefined>(undefined);
  protected readonly model = signal({ organisationId: '', token: '' });
  protected readonly form = form(this.model, (path) => {
    required(path.organisationId, { message: texts.signIn.organisationMissing });
    pattern(path.organisationId, /^\d{1,20}$/, { message: texts.signIn.organisationWrong });
    required(path.token, { message: texts.signIn.tokenMissing });
  });
  readonly #target = computed(() => {
    const back = this.back() ?? '';
    return /^\/(?!\/)/.test(back) ? back : '/settings/apps';
  });

  protected signInAs({ organisationId, token }: { readonly organisationId: string; readonly token: string }): void {
    this.model.set({ organisationId, token });
    void this.signIn();
  }

  protected signIn(): Promise<boolean> {
    return submit(this.form, async () => {
      this.problem.set(undefined);
      try {
        await this.#session.signIn(this.model());
      } catch (error) {
        this.problem.set(toProblemError(error));
        return undefined;
      }
      await this.#router.navigateByUrl(this.#target());
      return undefined;
    });
  }

  protected errorOf(name: 'organisationId' | 'token'): string {
    const state = this.form[name]();
    return state.touched() ? (state.errors()[0]?.message ?? '') : '';
  }
}
