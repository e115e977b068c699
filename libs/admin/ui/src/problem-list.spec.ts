import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { ProblemView } from '@bridge/contracts';
import { ProblemList } from './problem-list.js';

const unmapped: ProblemView = {
  code: 'tax_rates_not_mapped',
  title: 'A tax rate is not mapped',
  detail: 'Tax rate “VAT 5%” is not mapped for sales.',
  whatToDo: 'Map it.',
  owner: 'admin',
  path: 'lines[0].taxRate',
  fix: { card: 'tax_rates', key: '72' },
};

describe('a list of problems', () => {
  it('says what it is, this very case and what to do, and leads to the setting', async () => {
    const list = await open([unmapped], 'c1');
    expect(list.textContent).toContain('A tax rate is not mapped');
    expect(list.textContent).toContain('Tax rate “VAT 5%” is not mapped for sales.');
    expect(list.textContent).toContain('Map it.');
    expect(list.querySelector('a')?.getAttribute('href')).toBe('/settings/xero/c1?card=tax_rates&key=72');
  });

  it('offers no way to a setting where none would mend it', async () => {
    const { fix: _fix, ...other } = unmapped;
    expect((await open([other], 'c1')).querySelector('a')).toBeNull();
  });
});

describe('Security 19: words of Xero and Productive on our pages', () => {
  it.each([
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '"><svg/onload=alert(1)>',
    '{{constructor.constructor("alert(1)")()}}',
    '=HYPERLINK("http://evil.example")',
  ])('are shown as they are and never become elements: %s', async (words) => {
    const list = await open([{ ...unmapped, title: words, detail: words, whatToDo: words }], 'c1');
    expect(list.textContent).toContain(words);
    expect(list.querySelector('img, script, [onload]')).toBeNull();
  });
});

async function open(problems: readonly ProblemView[], connectionId: string): Promise<HTMLElement> {
  TestBed.configureTestingModule({ providers: [provideRouter([])] });
  const fixture = TestBed.createComponent(ProblemList);
  fixture.componentRef.setInput('problems', problems);
  fixture.componentRef.setInput('connectionId', connectionId);
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
}
