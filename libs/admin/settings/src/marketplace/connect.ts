import { Injectable, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { Changes, ConnectionsClient, toProblemError } from '@bridge/admin-data-access';
import { Confirm } from '@bridge/admin-ui/overlays';
import type { ConnectionView, SubsidiaryView } from '@bridge/contracts';
import { firstValueFrom } from 'rxjs';
import { texts } from '../texts.js';
import { Choose } from './choose-dialog.js';
import { ConsentWindow, type ConsentMessage } from './consent-window.js';

interface Trouble {
  readonly title: string;
  readonly detail: string;
}

/** The way from “Connect app” to a connection: subsidiary, consent in a new window, organisation. Provided by the page that shows it. */
@Injectable()
export class Connect {
  readonly #client = inject(ConnectionsClient);
  readonly #changes = inject(Changes);
  readonly #choose = inject(Choose);
  readonly #confirm = inject(Confirm);
  readonly #consent = inject(ConsentWindow);
  readonly #router = inject(Router);
  readonly #subsidiaryId = signal<string | undefined>(undefined);
  readonly #trouble = signal<Trouble | undefined>(undefined);

  readonly trouble = this.#trouble.asReadonly();
  readonly isWaiting = computed(() => this.#subsidiaryId() !== undefined);
  readonly looksClosed = this.#consent.looksClosed;

  /** With several subsidiaries asks which first. */
  async begin(subsidiaries: readonly SubsidiaryView[]): Promise<void> {
    if (subsidiaries.length === 1 && subsidiaries[0]) return this.beginFor(subsidiaries[0].id);
    const { subsidiaryTitle: title, subsidiaryDetail: detail } = texts.connect;
    const chosen = await this.#choose.ask({ title, detail, options: subsidiaries });
    if (chosen) await this.beginFor(chosen);
  }

  async beginFor(subsidiaryId: string): Promise<void> {
    const { blocked, blockedDetail } = texts.connect;
    this.#trouble.set(undefined);
    if (!this.#consent.open()) return this.#trouble.set({ title: blocked, detail: blockedDetail });
    this.#subsidiaryId.set(subsidiaryId);
    try {
      const { consentUrl } = await this.#client.begin(subsidiaryId);
      this.#consent.go(consentUrl, (message) => void this.#heard(message));
    } catch (error) {
      this.#consent.close();
      this.#fail(error);
    }
  }

  reopen(): void {
    const subsidiaryId = this.#subsidiaryId();
    if (subsidiaryId) void this.beginFor(subsidiaryId);
  }

  /** The admin gives up waiting, or has closed the window. */
  stop(): void {
    const { closed, closedDetail } = texts.connect;
    this.#consent.close();
    this.#subsidiaryId.set(undefined);
    this.#trouble.set({ title: closed, detail: closedDetail });
  }

  async chooseOrganisation(connection: ConnectionView, isConfirmed = false, chosenBefore?: string): Promise<void> {
    const { organisationTitle: title, organisationDetail } = texts.connect;
    const options = connection.offered.map(({ organisationId, name }) => ({ id: organisationId, name }));
    const chosen =
      chosenBefore ??
      (await this.#choose.ask({ title, detail: organisationDetail(connection.subsidiaryName), options }));
    if (!chosen) return;
    this.#trouble.set(undefined);
    try {
      await this.#client.chooseOrganisation(connection.id, chosen, isConfirmed);
    } catch (error) {
      const problem = toProblemError(error);
      if (problem.code !== 'organisation_differs' || isConfirmed) return this.#fail(problem);
      const { differsTitle, differsConfirm } = texts.connect;
      const question = { title: differsTitle, detail: problem.message, confirm: differsConfirm };
      if (await this.#confirm.ask(question)) await this.chooseOrganisation(connection, true, chosen);
      return;
    }
    await this.#arrive(connection.id);
  }

  async #heard(message: ConsentMessage): Promise<void> {
    this.#subsidiaryId.set(undefined);
    if (!message.ok) return this.#trouble.set({ title: message.title, detail: message.whatToDo });
    try {
      const connections = (await firstValueFrom(this.#client.list())).map(({ connection }) => connection);
      const mine = connections.find((connection) => connection?.id === message.connectionId);
      this.#changes.note('connections');
      if (mine?.status === 'choosing_organisation') return await this.chooseOrganisation(mine);
      await this.#arrive(message.connectionId);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #arrive(connectionId: string): Promise<void> {
    this.#changes.note('connections');
    await this.#router.navigate(['/settings/xero', connectionId]);
  }

  #fail(error: unknown): void {
    const { title, message } = toProblemError(error);
    this.#subsidiaryId.set(undefined);
    this.#trouble.set({ title, detail: message });
  }
}
