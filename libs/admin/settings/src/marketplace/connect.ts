import { Injectable, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { Changes, ConnectionsClient, toProblemError } from '@bridge/admin-data-access';
import { Confirm } from '@bridge/admin-ui/overlays';
import type { ConnectionView, SubsidiaryView } from '@bridge/contracts';
import { firstValueFrom } from 'rxjs';
import { texts } from '../texts.js';
import { Choose } from './choose-dialog.js';
import { ConsentWindow, type ConsentMessage } from './consent-window.js';
import { takenBy } from './taken-by.js';

interface Trouble {
  readonly title: string;
  readonly detail: string;
}

type Refusal = Extract<ConsentMessage, { readonly ok: false }>;

/** The way from “Connect app” to a connection: subsidiary, consent in a new window, organisation; and the way back. Provided by the page that shows it. */
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

  /** True when the person was sure and it is done; what went wrong is the trouble. */
  async disconnect({ id }: ConnectionView): Promise<boolean> {
    const { disconnectTitle: title, disconnectDetail: detail, disconnect: confirm } = texts.connect;
    if (!(await this.#confirm.ask({ title, detail, confirm }))) return false;
    this.#trouble.set(undefined);
    try {
      await this.#client.disconnect(id);
    } catch (error) {
      this.#fail(error);
      return false;
    }
    this.#changes.note('connections');
    return true;
  }

  async #heard(message: ConsentMessage): Promise<void> {
    const subsidiaryId = this.#subsidiaryId();
    this.#subsidiaryId.set(undefined);
    if (!message.ok) this.#trouble.set({ title: message.title, detail: message.whatToDo });
    try {
      if (message.ok) await this.#goOn(message.connectionId);
      else if (message.code === 'organisation_taken') await this.#sayByWhom(message, subsidiaryId);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #goOn(connectionId: string): Promise<void> {
    const connections = (await firstValueFrom(this.#client.list())).map(({ connection }) => connection);
    const mine = connections.find((connection) => connection?.id === connectionId);
    this.#changes.note('connections');
    if (mine?.status === 'choosing_organisation') return this.chooseOrganisation(mine);
    await this.#arrive(connectionId);
  }

  /** The consent window knows only what kind of refusal it was; who has the organisation, the list tells. */
  async #sayByWhom({ title, whatToDo }: Refusal, subsidiaryId: string | undefined): Promise<void> {
    const owner = takenBy(await firstValueFrom(this.#client.list()), subsidiaryId);
    this.#changes.note('connections');
    if (owner) this.#trouble.set({ title, detail: `${owner} ${whatToDo}` });
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
