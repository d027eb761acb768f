import { DOCUMENT, Injectable, effect, inject, signal } from '@angular/core';
import { mediaQuery } from './media';
import { readPreference, writePreference } from './preference';

export const SCHEMES = ['auto', 'light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** Light, dark, or as the system says; remembered in this browser and put on the root element as `data-scheme`. */
@Injectable({ providedIn: 'root' })
export class ColorScheme {
  private readonly document = inject(DOCUMENT);
  private readonly chosen = signal<Scheme>(readPreference('scheme', SCHEMES) ?? 'auto');
  readonly current = this.chosen.asReadonly();
  private readonly systemIsDark = signal(false);

  constructor() {
    const query = mediaQuery(this.document.defaultView, '(prefers-color-scheme: dark)');
    if (query) {
      this.systemIsDark.set(query.matches);
      query.addEventListener('change', (event) => this.systemIsDark.set(event.matches));
    }
    effect(() => this.document.documentElement.setAttribute('data-scheme', this.chosen()));
  }

  /** Whether the page is dark now; canvases repaint by it. */
  isDark(): boolean {
    return this.chosen() === 'auto' ? this.systemIsDark() : this.chosen() === 'dark';
  }

  use(scheme: Scheme): void {
    this.chosen.set(scheme);
    writePreference('scheme', scheme);
  }
}
