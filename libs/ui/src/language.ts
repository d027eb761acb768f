import { DOCUMENT, Injectable, effect, inject, signal } from '@angular/core';
import { textOf } from './dictionary';
import type { MessageKey, MessageParams } from './dictionary';
import { LANGUAGES } from './locale';
import type { LanguageCode } from './locale';
import { readPreference, writePreference } from './preference';

/** Text of a key in the present language. Reads a signal, so templates and computeds follow a switch by themselves. */
export type TextOf = (key: MessageKey, params?: MessageParams) => string;

/** The language of the interface: Indonesian unless switched, remembered in this browser. */
@Injectable({ providedIn: 'root' })
export class Language {
  private readonly document = inject(DOCUMENT);
  private readonly chosen = signal<LanguageCode>(readPreference('language', LANGUAGES) ?? 'id');
  readonly current = this.chosen.asReadonly();
  readonly t: TextOf = (key, params) => textOf(this.chosen(), key, params);

  constructor() {
    effect(() => this.document.documentElement.setAttribute('lang', this.chosen()));
  }

  use(language: LanguageCode): void {
    this.chosen.set(language);
    writePreference('language', language);
  }
}

/** For components: `protected readonly t = injectText();` and `{{ t('stage.open') }}`. */
export function injectText(): TextOf {
  return inject(Language).t;
}
