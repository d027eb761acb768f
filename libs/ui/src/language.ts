import { DOCUMENT, Injectable, effect, inject, signal } from '@angular/core';
import { textsIn } from './dictionary';
import type { Messages, TextOf } from './dictionary';
import { LANGUAGES } from './locale';
import type { LanguageCode } from './locale';
import { readPreference, writePreference } from './preference';

/** The language of the interface: Indonesian unless switched, remembered in this browser. */
@Injectable({ providedIn: 'root' })
export class Language {
  private readonly document = inject(DOCUMENT);
  private readonly chosen = signal<LanguageCode>(readPreference('language', LANGUAGES) ?? 'id');
  readonly current = this.chosen.asReadonly();

  constructor() {
    effect(() => this.document.documentElement.setAttribute('lang', this.chosen()));
  }

  use(language: LanguageCode): void {
    this.chosen.set(language);
    writePreference('language', language);
  }
}

/**
 * For components: `protected readonly t = injectText(callMessages);` and `{{ t('call.waiting') }}`; without a dictionary, the core's
 * sentences. In the present language: reads a signal, so templates and computeds follow a switch by themselves.
 */
export function injectText<D extends readonly Messages[]>(...dictionaries: D): TextOf<D[number]> {
  const { current } = inject(Language);
  const texts = { id: textsIn<D[number]>('id', dictionaries), en: textsIn<D[number]>('en', dictionaries) };
  return (key, params) => texts[current()](key, params);
}
