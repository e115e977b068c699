import { jest } from '@jest/globals';
import { Component, signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { SearchField } from './search-field.js';

@Component({
  imports: [SearchField],
  template: `<ui-search-field
      #field
      label="Search"
      [value]="value()"
      (changed)="told.push($event); value.set($event)"
    />
    <button (click)="value.set(''); field.reset()">Clear</button>`,
})
class Host {
  readonly value = signal('');
  readonly told: string[] = [];
}

describe('A search field', () => {
  let host: ComponentFixture<Host>;
  const field = () => host.nativeElement.querySelector('input') as HTMLInputElement;
  const type = (text: string) => {
    field().value = text;
    field().dispatchEvent(new Event('input'));
  };
  beforeEach(async () => {
    jest.useFakeTimers();
    host = TestBed.createComponent(Host);
    host.detectChanges();
  });
  afterEach(() => jest.useRealTimers());

  it('tells what was typed once, when the fingers rest', () => {
    for (const text of ['h', 'ha', 'harbour ']) type(text);
    expect(host.componentInstance.told).toEqual([]);
    jest.runAllTimers();
    expect(host.componentInstance.told).toEqual(['harbour']);
  });

  it('is not overwritten by its own older value while somebody types on', () => {
    type('ha');
    jest.runAllTimers();
    type('har');
    host.detectChanges();
    expect(field().value).toBe('har');
  });

  it('forgets what was not told yet when it is cleared', () => {
    type('harbour');
    host.detectChanges();
    host.nativeElement.querySelector('button').click();
    host.detectChanges();
    jest.runAllTimers();
    expect([host.componentInstance.told, field().value]).toEqual([[], '']);
  });
});
