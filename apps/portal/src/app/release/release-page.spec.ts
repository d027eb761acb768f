import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { PublishedIndex } from '@posko/contracts';
import { FakeClock, publishedReleases, publishedTree } from '@posko/testing';
import { routes } from '../app.routes';
import { IndexStore } from '../shell/index-store';
import { FakeServer, settle } from '../shell/testing/fake-server';

describe('the page of a release', () => {
  let element: HTMLElement;
  const words = (): string => element.textContent.replaceAll(/[\s\u00a0]+/g, ' ');
  const open = async (number: number): Promise<void> => {
    const { refs, files } = publishedReleases();
    const tree = new Map([...publishedTree(), ...files]);
    tree.set('index.json', { ...(tree.get('index.json') as PublishedIndex), releases: refs });
    TestBed.configureTestingModule({
      providers: [
        provideRouter(routes, withComponentInputBinding()),
        ...new FakeServer(tree).providers(new FakeClock()),
      ],
    });
    void TestBed.inject(IndexStore).start();
    const harness = await RouterTestingHarness.create(`/rilis/${number}`);
    for (let round = 0; round < 5; round++) {
      await settle();
      await harness.fixture.whenStable();
    }
    element = harness.fixture.nativeElement as HTMLElement;
  };

  it('leads to the TPS that were corrected since, and says nothing else of them', async () => {
    await open(1);
    expect(words()).toContain('2 TPS dalam rilis ini dikoreksi atau ditarik sesudahnya.');
    const links = [...element.querySelectorAll('.notice a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/pkwkp-35/3578021001001', '/pkwkp-35/3501012002006']);
    expect(words()).not.toContain('Belum ada angka terbit yang dikoreksi atau ditarik.');
  });

  it('has no notice where nothing was', async () => {
    await open(2);
    expect(element.querySelector('h1')?.textContent).toContain('2');
    expect(element.querySelector('.notice.trouble')).toBeNull();
  });
});
