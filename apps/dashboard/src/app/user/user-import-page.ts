import { ChangeDetectionStrategy, Component, DOCUMENT, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Icon, Panel, injectFormats, injectText, userIcons, userMessages } from '@posko/ui';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { injectSaveFile } from '../shell/save-file';
import { UserStore } from './user-store';
import type { UserImport } from './user-store';

const LIMIT_BYTES = 2 * 1024 * 1024;
const COLUMNS = ['username', 'display_name', 'role', 'region'] as const;
const SAMPLE = [
  COLUMNS.join(','),
  'sri.lestari,Sri Lestari,operator,3578',
  'budi.santoso,Budi Santoso,supervisor,35',
  '',
].join('\n');

/** Accounts from a CSV file: checked first, with every mistake by its line; then all of them, and their links as a file. */
@Component({
  selector: 'posko-user-import-page',
  imports: [Icon, MatButton, PageHead, Panel],
  providers: [UserStore],
  templateUrl: './user-import-page.html',
  styleUrl: './user-import-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UserImportPage {
  private readonly store = inject(UserStore);
  private readonly origin = inject(DOCUMENT).location.origin;
  private readonly saveFile = injectSaveFile();
  protected readonly t = injectText(userMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = userIcons;
  protected readonly file = signal<{ name: string; csv: string } | null>(null);
  protected readonly trial = signal<UserImport | null>(null);
  protected readonly done = signal<UserImport | null>(null);
  protected readonly isBusy = signal(false);
  protected readonly isOver = signal(false);
  protected readonly problem = signal<string | null>(null);

  constructor() {
    usePageTitle(() => this.t('user.import.title'));
  }

  protected choose(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file, mended, has to be news again.
    input.value = '';
    if (file) void this.check(file);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.isOver.set(false);
    const file = event.dataTransfer?.files[0];
    if (file) void this.check(file);
  }

  protected drag(event: Event, isOver: boolean): void {
    event.preventDefault();
    this.isOver.set(isOver);
  }

  protected async import(): Promise<void> {
    const file = this.file();
    if (file === null || this.isBusy()) return;
    const answer = await this.ask(file.csv, false);
    if (answer === null) return;
    if (answer.issues.length > 0) this.trial.set(answer);
    else this.done.set(answer);
  }

  /** The column that a mistake is in, as far as there are words for it; the server's own stand beside them. */
  protected wrong(column: string): (typeof COLUMNS)[number] | 'file' {
    return COLUMNS.find((known) => known === column) ?? 'file';
  }

  protected sample(): void {
    this.saveFile({ name: 'pengguna.csv', blob: new Blob([SAMPLE], { type: 'text/csv' }) });
  }

  protected download(): void {
    const lines = (this.done()?.created ?? []).map(({ username, path }) => `${username},${this.origin}${path}`);
    const csv = ['username,link', ...lines, ''].join('\r\n');
    this.saveFile({ name: 'undangan.csv', blob: new Blob([csv], { type: 'text/csv' }) });
  }

  protected another(): void {
    for (const held of [this.file, this.trial, this.done, this.problem]) held.set(null);
  }

  private async check(file: File): Promise<void> {
    this.another();
    if (file.size > LIMIT_BYTES) {
      this.problem.set(this.t('user.import.tooLarge'));
      return;
    }
    const csv = await file.text();
    this.file.set({ name: file.name, csv });
    this.trial.set(await this.ask(csv, true));
  }

  private async ask(csv: string, isTrial: boolean): Promise<UserImport | null> {
    this.isBusy.set(true);
    this.problem.set(null);
    const answer = await this.store.import(csv, isTrial);
    this.isBusy.set(false);
    if (answer.isOk) return answer.value;
    this.problem.set(this.t(`error.${answer.failure.code}`));
    return null;
  }
}
