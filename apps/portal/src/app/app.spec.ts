import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { NavigationEnd, Router, Scroll, provideRouter, withComponentInputBinding } from '@angular/router';
import type { Event as RouterEvent } from '@angular/router';
import { FakeClock, publishedTree } from '@posko/testing';
import type { Subject } from 'rxjs';
import { App } from './app';
import { routes } from './app.routes';
import { FakeServer, settle } from './shell/testing/fake-server';

describe('the frame of the pages', () => {
  let fixture: ComponentFixture<App>;
  const element = (): HTMLElement => fixture.nativeElement as HTMLElement;
  const list = (): HTMLSelectElement | null => element().querySelector<HTMLSelectElement>('label.contest select');
  const shown = async (): Promise<void> => {
    for (let round = 0; round < 8; round++) {
      await settle();
      await new Promise((resolve) => setTimeout(resolve));
      await fixture.whenStable();
    }
  };
  const go = async (path: string): Promise<void> => {
    await TestBed.inject(Router).navigateByUrl(path);
    await shown();
  };
  /** As one press of an arrow key on the closed list. */
  const choose = async (contest: string): Promise<void> => {
    const select = list();
    if (select === null) throw new Error('There is no list of contests');
    select.focus();
    select.value = contest;
    select.dispatchEvent(new Event('change'));
    await shown();
  };

  beforeEach(async () => {
    const server = new FakeServer(publishedTree());
    TestBed.configureTestingModule({
      providers: [provideRouter(routes, withComponentInputBinding()), ...server.providers(new FakeClock())],
    });
    fixture = TestBed.createComponent(App);
    await go('/pkwkp-35/3578');
  });

  it('moves the focus to a new page', async () => {
    await go('/pkwkp-35/3501');
    expect(document.activeElement?.id).toBe('isi');
  });

  it('leaves the focus on the list of contests while somebody goes through it', async () => {
    const toContent = jest.spyOn(element().querySelector('main') as HTMLElement, 'focus');
    for (const contest of ['pkwkk-3578', 'pkwkp-35', 'pdpr-3501']) {
      await choose(contest);
      expect(TestBed.inject(Router).url).toContain(`/${contest}/`);
      expect(list()?.value).toBe(contest);
      expect(document.activeElement).toBe(list());
    }
    expect(toContent).not.toHaveBeenCalled();
    await go('/pkwkp-35/3501');
    expect(document.activeElement?.id).toBe('isi');
  });

  it('goes back to where a page was left', async () => {
    const scrolled = jest.spyOn(window, 'scrollTo').mockImplementation(() => undefined);
    jest.spyOn(document.documentElement, 'scrollHeight', 'get').mockReturnValue(9000);
    const events = TestBed.inject(Router).events as Subject<RouterEvent>;
    events.next(new Scroll(new NavigationEnd(2, '/', '/'), [0, 2000], null));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(scrolled).toHaveBeenCalledWith(0, 2000);
    jest.restoreAllMocks();
  });

  it('does not go back to the list from a page that came later', async () => {
    list()?.dispatchEvent(new Event('change'));
    await go('/panduan');
    await go('/pkwkp-35/3578');
    expect(document.activeElement?.id).toBe('isi');
  });
});
