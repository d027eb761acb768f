import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { routes } from './app.routes';
import { FakeRoom } from './shell/testing/fake-room';

it('leads an unknown address to the page that says so', async () => {
  TestBed.configureTestingModule({ providers: [provideRouter(routes), new FakeRoom().providers()] });
  const harness = await RouterTestingHarness.create('/no/such/page');
  const page: HTMLElement = harness.fixture.nativeElement;
  expect(page.querySelector('posko-not-found-page h1')?.textContent).toBe('Halaman tidak ada');
  expect(document.title).toBe('Halaman tidak ada · Posko');
});
