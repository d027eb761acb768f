import type { ComponentFixture } from '@angular/core/testing';

/** Waits until answers that are there already, and what follows from them, are on the page. */
export async function settle(fixture: ComponentFixture<unknown>): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await fixture.whenStable();
}
