import { TestBed } from '@angular/core/testing';
import { NavigationEnd, NavigationStart, Router, Scroll, provideRouter } from '@angular/router';
import type { Event as RouterEvent } from '@angular/router';
import type { Subject } from 'rxjs';
import { scrollBack } from './scroll-back';

describe('going back to a page', () => {
  let height: number;
  let scrolled: jest.SpyInstance;
  const tell = (event: RouterEvent): void => (TestBed.inject(Router).events as Subject<RouterEvent>).next(event);
  const reached = new NavigationEnd(2, '/', '/');
  const frames = (n: number): void => {
    for (let frame = 0; frame < n; frame++) jest.advanceTimersToNextFrame();
  };

  beforeEach(() => {
    jest.useFakeTimers();
    height = 800;
    scrolled = jest.spyOn(window, 'scrollTo').mockImplementation(() => undefined);
    jest.spyOn(document.documentElement, 'scrollHeight', 'get').mockImplementation(() => height);
    TestBed.configureTestingModule({ providers: [provideRouter([])] });
    TestBed.runInInjectionContext(() => scrollBack());
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('scrolls to where it was left as soon as its table is there, once', () => {
    tell(new Scroll(reached, [0, 2000], null));
    frames(5);
    expect(scrolled).not.toHaveBeenCalled();
    height = 4000;
    frames(5);
    expect(scrolled.mock.calls).toEqual([[0, 2000]]);
  });

  it.each([
    ['the reader scrolls', () => window.dispatchEvent(new Event('wheel'))],
    ['another page is asked for', () => tell(new NavigationStart(3, '/data'))],
    ['the page stays short', () => jest.advanceTimersByTime(4000)],
  ])('leaves it when %s', (_, happen) => {
    tell(new Scroll(reached, [0, 2000], null));
    frames(2);
    happen();
    height = 4000;
    frames(5);
    expect(scrolled).not.toHaveBeenCalled();
  });

  // The router has nothing at all of a page that was left before it could note its place, against its own types.
  it.each([null, undefined as unknown as null])('leaves pages without a place (%s) at their top', (position) => {
    height = 4000;
    tell(new Scroll(reached, position, null));
    frames(5);
    expect(scrolled).not.toHaveBeenCalled();
  });
});
