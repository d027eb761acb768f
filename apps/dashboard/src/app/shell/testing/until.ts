import type { ComponentFixture } from '@angular/core/testing';

/** Waits, two seconds at most, until a page says what it is waited for. */
export async function until(fixture: ComponentFixture<unknown>, isThere: () => boolean): Promise<void> {
  for (let turn = 0; turn < 400 && !isThere(); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await fixture.whenStable();
  }
  expect(isThere()).toBe(true);
}
