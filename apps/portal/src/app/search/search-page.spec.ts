import { Component } from '@angular/core';
import type { ComponentFixture } from '@angular/core/testing';
import { TestBed } from '@angular/core/testing';
import { Router, RouterOutlet, provideRouter, withComponentInputBinding } from '@angular/router';
import { FakeClock, publishedTree } from '@posko/testing';
import { routes } from '../app.routes';
import { IndexStore } from '../shell/index-store';
import { SearchBox } from '../shell/search-box';
import { FakeServer, settle } from '../shell/testing/fake-server';

@Component({ imports: [RouterOutlet, SearchBox], template: '<posko-search-box /><router-outlet />' })
class Frame {}

describe('the search', () => {
  let fixture: ComponentFixture<Frame>;
  const element = (): HTMLElement => fixture.nativeElement as HTMLElement;
  const box = (): HTMLInputElement => element().querySelector('input') as HTMLInputElement;
  const heading = (): string => (element().querySelector('h1')?.textContent ?? '').trim();
  const links = (): (string | null)[] =>
    [...element().querySelectorAll('.hits a')].map((link) => link.getAttribute('href'));
  const shown = async (): Promise<void> => {
    for (let round = 0; round < 5; round++) {
      await settle();
      await new Promise((resolve) => setTimeout(resolve));
      await fixture.whenStable();
    }
  };
  const ask = async (words: string): Promise<void> => {
    box().value = words;
    element()
      .querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true }));
    await shown();
  };
  const open = async (path: string): Promise<void> => {
    await TestBed.inject(Router).navigateByUrl(path);
    await shown();
  };

  beforeEach(async () => {
    const server = new FakeServer(publishedTree());
    TestBed.configureTestingModule({
      providers: [provideRouter(routes, withComponentInputBinding()), ...server.providers(new FakeClock())],
    });
    await TestBed.inject(IndexStore).start();
    fixture = TestBed.createComponent(Frame);
  });

  it('keeps what was asked in the box, the heading and the title', async () => {
    await open('/cari?q=tps%20no%205%20sidosermo');
    expect(box().value).toBe('tps no 5 sidosermo');
    expect(heading()).toBe('Cari wilayah atau TPS: “tps no 5 sidosermo”');
    expect(document.title).toBe(heading());
    expect(links()).toEqual(['/pkwkp-35/3578021001005']);
    await ask('wonocolo');
    expect(box().value).toBe('wonocolo');
    expect(heading()).toBe('Cari wilayah atau TPS: “wonocolo”');
    await open('/panduan');
    expect(box().value).toBe('');
  });

  it('asks for words where there are none', async () => {
    await open('/cari');
    expect(heading()).toBe('Cari wilayah atau TPS');
  });

  it('goes straight to a code, with its word too', async () => {
    await ask('TPS 3578021001002');
    expect(TestBed.inject(Router).url).toBe('/pkwkp-35/3578021001002');
  });

  it('leads to the region where no desa was named, and to no TPS that there cannot be', async () => {
    await ask('kota surabaya tps 3');
    expect(links()).toEqual(['/pkwkp-35/3578']);
    await ask('tps 0 sidosermo');
    expect(links()).toEqual(['/pkwkp-35/3578021001']);
  });
});
