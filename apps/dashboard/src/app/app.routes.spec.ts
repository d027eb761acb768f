import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { routes } from './app.routes';
import { NotFoundPage } from './shell/not-found-page';

it('leads an unknown address to the page that says so', async () => {
  TestBed.configureTestingModule({ providers: [provideRouter(routes)] });
  const harness = await RouterTestingHarness.create('/no/such/page');
  expect(harness.fixture.nativeElement.querySelector('posko-not-found-page')).not.toBeNull();
  expect(NotFoundPage).toBeDefined();
});
