import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { pageAddress } from './page-address.js';

@Component({ template: '' })
class ListPage {
  readonly write = pageAddress();
}

@Component({ template: '' })
class OtherPage {}

describe('the address of a page', () => {
  it('takes what somebody filters by', async () => {
    const { list, router, harness } = await open();
    list.write({ text: 'acme' }, { replaceUrl: true });
    await harness.fixture.whenStable();
    expect(router.url).toBe('/list?text=acme');
  });

  it('gives way to a link that is being followed', async () => {
    const { list, router, arrive } = await open();
    const followed = router.navigateByUrl('/other');
    await Promise.resolve();
    list.write({ text: 'acme' }, { replaceUrl: true });
    arrive();
    await followed;
    expect(router.url).toBe('/other');
  });
});

async function open() {
  let arrive = (): void => undefined;
  const loaded = new Promise<typeof OtherPage>((resolve) => (arrive = () => resolve(OtherPage)));
  TestBed.configureTestingModule({
    providers: [
      provideRouter([
        { path: 'list', component: ListPage },
        { path: 'other', loadComponent: () => loaded },
      ]),
    ],
  });
  const harness = await RouterTestingHarness.create();
  const list = await harness.navigateByUrl('/list', ListPage);
  return { list, router: TestBed.inject(Router), harness, arrive: () => arrive() };
}
