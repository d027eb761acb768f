import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { ColorScheme, Icon, LANGUAGES, Language, SCHEMES, injectText } from '@posko/ui';
import type { LanguageCode } from '@posko/ui';

/** Language and light or dark; both remembered in this browser. */
@Component({
  selector: 'posko-preferences',
  imports: [Icon],
  templateUrl: './preferences.html',
  styleUrl: './preferences.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Preferences {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly scheme = inject(ColorScheme);
  protected readonly languages = LANGUAGES;
  protected readonly schemeLabel = computed(() =>
    this.t('shell.schemeIs', { scheme: this.t(`shell.scheme.${this.scheme.current()}`) }),
  );

  protected speak(code: LanguageCode): void {
    this.language.use(code);
  }

  /** As the system says, light, dark, and round again. */
  protected nextScheme(): void {
    const next = (SCHEMES.indexOf(this.scheme.current()) + 1) % SCHEMES.length;
    this.scheme.use(SCHEMES[next] ?? 'auto');
  }
}
