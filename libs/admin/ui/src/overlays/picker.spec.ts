import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Picker } from './picker.js';

@Component({
  imports: [Picker],
  template: `<ui-picker label="Account" [options]="options" [(value)]="value" />`,
})
class Host {
  readonly value = signal('200');
  readonly options = [
    { value: '200', label: '200 – Sales' },
    { value: '210', label: '210 – Design fees' },
    { value: '260', label: '260 – Other Revenue' },
  ];
}

describe('a picker', () => {
  it('shows the chosen option by its code and name', async () => {
    expect((await open()).input.value).toBe('200 – Sales');
  });

  it('narrows the options to what is typed, anywhere in the label, and takes a click', async () => {
    const { input, host, options, settled } = await open();
    await type(input, 'fees', settled);
    expect(options()).toEqual(['210 – Design fees']);
    document.querySelector<HTMLElement>('mat-option')?.click();
    await settled();
    expect(host.value()).toBe('210');
    expect(input.value).toBe('210 – Design fees');
  });

  it('shows the label of what was chosen before, chosen again', async () => {
    const { input, options, settled } = await open();
    await type(input, '200 – Sales', settled);
    expect(options()).toEqual(['200 – Sales']);
    document.querySelector<HTMLElement>('mat-option')?.click();
    await settled();
    expect(input.value).toBe('200 – Sales');
  });

  it('falls back to the last choice when half a word is left behind', async () => {
    const { input, host, settled } = await open();
    await type(input, '999', settled);
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', keyCode: 9 }));
    await settled();
    expect(host.value()).toBe('200');
    expect(input.value).toBe('200 – Sales');
  });

  it('keeps its list closed while somebody only passes by, and opens it when asked', async () => {
    const { input, options, settled } = await open();
    input.dispatchEvent(new Event('focusin'));
    input.dispatchEvent(new Event('focus'));
    await settled();
    expect(input.getAttribute('aria-expanded')).toBe('false');
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', keyCode: 40 }));
    await settled();
    expect(options()).toHaveLength(3);
    expect(input.getAttribute('aria-expanded')).toBe('true');
  });

  it('clears the choice when the text is emptied', async () => {
    const { input, host, settled } = await open();
    await type(input, '', settled);
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', keyCode: 9 }));
    await settled();
    expect(host.value()).toBe('');
  });
});

async function open() {
  const fixture = TestBed.createComponent(Host);
  await fixture.whenStable();
  const input = (fixture.nativeElement as HTMLElement).querySelector('input')!;
  return {
    input,
    host: fixture.componentInstance,
    settled: () => fixture.whenStable(),
    options: () => [...document.querySelectorAll('mat-option')].map((option) => option.textContent?.trim()),
  };
}

async function type(input: HTMLInputElement, text: string, settled: () => Promise<unknown>): Promise<void> {
  input.dispatchEvent(new Event('focusin'));
  input.value = text;
  input.dispatchEvent(new Event('input'));
  await settled();
}
