import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { provideRouter, withComponentInputBinding, type Routes } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { sessionInterceptor } from '@bridge/admin-data-access';
import { READER_LOCALE } from '@bridge/admin-ui';

/** A screen as a person meets it: by its address, its labels and its words, with the server answered by hand. */
export class Screen {
  readonly #http = TestBed.inject(HttpTestingController);

  private constructor(private readonly harness: RouterTestingHarness) {}

  static async open(routes: Routes, address: string): Promise<Screen> {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([sessionInterceptor])),
        provideHttpClientTesting(),
        provideRouter(routes, withComponentInputBinding()),
        { provide: READER_LOCALE, useValue: 'en-GB' },
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      ],
    });
    const harness = await RouterTestingHarness.create();
    const screen = new Screen(harness);
    await harness.navigateByUrl(address);
    await screen.settle();
    return screen;
  }

  /** Answers the one open request of this method and path; returns it, so that its query or body can be looked at. */
  async answer(method: string, path: string, body: object | null, status = 200): Promise<TestRequest['request']> {
    const sent = this.#http.expectOne((request) => request.method === method && request.url === `/api/v1/${path}`);
    sent.flush(body, { status, statusText: String(status) });
    await this.settle();
    return sent.request;
  }

  asked(method: string, path: string): number {
    return this.#http.match((request) => request.method === method && request.url === `/api/v1/${path}`).length;
  }

  /** Everything that can be read, dialogs included. */
  get words(): string {
    return spoken(document.body);
  }

  button(name: string): HTMLButtonElement {
    const found = [...document.querySelectorAll('button')].filter((button) => nameOf(button) === name);
    if (found.length === 0) throw new Error(`There is no button “${name}” in: ${this.words}`);
    return found.at(-1)!;
  }

  async press(name: string): Promise<void> {
    this.button(name).click();
    await this.settle();
  }

  /** Ticks a box, or chooses a radio button, by its label. */
  async tick(label: string): Promise<void> {
    const boxes = [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox], input[type=radio]')];
    const box = boxes.find(
      (one) => (one.ariaLabel ?? one.getAttribute('aria-label')) === label || labelOf(one) === label,
    );
    if (!box) throw new Error(`There is no box “${label}”`);
    box.click();
    await this.settle();
  }

  async type(label: string, text: string): Promise<void> {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, select')];
    const field = fields.find((one) => labelOf(one) === label);
    if (!field) throw new Error(`There is no field “${label}”`);
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await this.settle();
  }

  link(name: string): string | null | undefined {
    const links = [...document.querySelectorAll('a')];
    return links.find((link) => nameOf(link).startsWith(name))?.getAttribute('href');
  }

  /** Not `whenStable`: that waits for the very requests that the test is about to answer. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve));
      this.harness.detectChanges();
    }
  }
}

function nameOf(element: Element): string {
  return element.getAttribute('aria-label') ?? spoken(element);
}

/** Pieces of text with a space between them, as they stand apart on the screen. */
function spoken(element: Element): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const pieces: string[] = [];
  while (walker.nextNode()) pieces.push(walker.currentNode.textContent ?? '');
  return pieces
    .join(' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

function labelOf(field: HTMLInputElement): string {
  const label = field.labels?.[0];
  const words = label?.querySelector('span') ?? label;
  const own = field.type === 'radio' ? label?.querySelectorAll('span')[0] : words;
  return (own?.textContent ?? '').trim();
}
