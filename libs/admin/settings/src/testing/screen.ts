import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { provideRouter, withComponentInputBinding, type Routes } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { sessionInterceptor } from '@bridge/admin-data-access';
import { READER_LOCALE } from '@bridge/admin-ui';

/** A page opened through the router, with a backend played by the test. */
export class Screen {
  readonly #http = TestBed.inject(HttpTestingController);

  constructor(private readonly fixture: ComponentFixture<unknown>) {}

  get text(): string {
    return document.body.textContent?.replace(/\s+/g, ' ') ?? '';
  }

  /** Answers the next request to this address of the API. */
  async answer(address: string, body: unknown, status = 200): Promise<TestRequest> {
    await this.settle();
    const [method = '', path = ''] = address.split(' ');
    const request = this.#http.expectOne((sent) => sent.method === method && sent.url === `/api/v1/${path}`);
    request.flush(body as object, { status, statusText: String(status) });
    await this.settle();
    return request;
  }

  /** Fails when a request waits for an answer that the test has not given. */
  verifyNothingSent(): void {
    this.#http.verify();
  }

  async click(name: string): Promise<void> {
    this.button(name).click();
    await this.settle();
  }

  button(name: string): HTMLElement {
    return this.#named('button, a', name);
  }

  has(name: string): boolean {
    return [...document.querySelectorAll<HTMLElement>('button, a')].some((element) => nameOf(element) === name);
  }

  field<T extends HTMLInputElement | HTMLSelectElement>(label: string): T {
    return this.#named('input, select, textarea', label) as T;
  }

  async fill(label: string, text: string): Promise<void> {
    const field = this.field<HTMLInputElement>(label);
    field.value = text;
    field.dispatchEvent(new Event('input'));
    await this.settle();
  }

  /** Takes an option of a select by its value. */
  async choose(label: string, value: string): Promise<void> {
    const field = this.field<HTMLSelectElement>(label);
    field.value = value;
    field.dispatchEvent(new Event('input'));
    field.dispatchEvent(new Event('change'));
    await this.settle();
  }

  async toggle(label: string): Promise<void> {
    this.field(label).click();
    await this.settle();
  }

  /** Types a part of an option's label and takes the first that matches. */
  async pick(label: string, part: string): Promise<void> {
    this.field(label).dispatchEvent(new Event('focusin'));
    await this.fill(label, part);
    document.querySelector<HTMLElement>('mat-option')?.click();
    await this.settle();
  }

  region(heading: string): string {
    const headings = [...document.querySelectorAll<HTMLElement>('h2')];
    const region = headings.find((element) => element.textContent?.trim() === heading)?.closest('.ui-card');
    return region?.textContent?.replace(/\s+/g, ' ') ?? '';
  }

  /** Not `whenStable`, which would wait for the answer that the test is about to give. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 3; turn += 1) {
      this.fixture.detectChanges();
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  #named(selector: string, name: string): HTMLElement {
    const all = [...document.querySelectorAll<HTMLElement>(selector)];
    const found = all.find((element) => nameOf(element) === name);
    if (!found) throw new Error(`Nothing is called “${name}”, only: ${all.map(nameOf).join(' | ')}`);
    return found;
  }
}

export async function openScreen(routes: Routes, address: string): Promise<Screen> {
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withInterceptors([sessionInterceptor])),
      provideHttpClientTesting(),
      provideRouter(routes, withComponentInputBinding()),
      { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      { provide: READER_LOCALE, useValue: 'en-GB' },
    ],
  });
  const harness = await RouterTestingHarness.create();
  void harness.navigateByUrl(address);
  const screen = new Screen(harness.fixture);
  await screen.settle();
  return screen;
}

function nameOf(element: HTMLElement): string {
  const labelled = [...document.querySelectorAll('label')].find(
    ({ htmlFor }) => htmlFor !== '' && htmlFor === element.id,
  );
  const wrapped = element.closest('label')?.querySelector('span')?.childNodes[0];
  const name = element.getAttribute('aria-label') ?? (labelled ?? wrapped ?? element).textContent ?? '';
  return name.replace(/\s+/g, ' ').trim();
}
