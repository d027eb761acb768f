import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Icon, Panel, activationMessages, injectFormats, injectText, regionName, userIcons } from '@posko/ui';
import { BoardStore } from '../shell/board-store';
import { injectConfirm } from '../shell/confirm';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { PlaceField } from '../shell/place-field';
import { PlaceOptions } from '../shell/place-options';
import { injectSaveFile } from '../shell/save-file';
import { ActivationStore } from './activation-store';
import type { ActivationState, CodeFile } from './activation-store';
import { sizeText } from './size-text';

interface Row {
  readonly code: string;
  readonly name: string;
  readonly isRoot: boolean;
  readonly state: ActivationState | null;
}

/** An issue of codes under way, or what came of it. */
interface Issue {
  readonly id: string;
  readonly region: string;
  readonly bytes: number;
  readonly file: CodeFile | null;
  readonly problem: string | null;
}

/** One-time codes for crews: how far each region is, and new ones as a file. */
@Component({
  selector: 'posko-activation-page',
  imports: [Icon, MatButton, MatProgressBar, PageHead, Panel, PlaceField, ReactiveFormsModule],
  providers: [ActivationStore],
  templateUrl: './activation-page.html',
  styleUrl: './activation-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ActivationPage {
  private readonly store = inject(ActivationStore);
  private readonly board = inject(BoardStore);
  private readonly confirm = injectConfirm();
  private readonly saveFile = injectSaveFile();
  protected readonly t = injectText(activationMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = userIcons;
  protected readonly issue = signal<Issue | null>(null);
  protected readonly isWorking = computed(() => {
    const issue = this.issue();
    return issue !== null && issue.file === null && issue.problem === null;
  });
  protected readonly form = new FormGroup({ place: new FormControl('', { nonNullable: true }) });
  private readonly codes = computed(() => {
    const tree = this.board.tree();
    return tree === null || tree.regionCount === 0 ? [] : [0, ...tree.children(0)].map((at) => tree.codeOf(at));
  });
  protected readonly rows = computed<Row[]>(() => {
    const [tree, states] = [this.board.tree(), this.store.states()];
    if (tree === null) return [];
    return this.codes().map((code, at) => {
      const index = tree.indexOf(code);
      const name = regionName(tree.nameOf(index), tree.levels[index] ?? 'desa');
      return { code, name, isRoot: at === 0, state: states.get(code) ?? null };
    });
  });
  protected readonly state = computed(() => {
    if (this.rows().length === 0) return 'loading';
    const isEmpty = this.rows().every(({ state }) => state === null);
    return isEmpty && this.store.failure() !== null ? 'error' : 'ready';
  });

  constructor() {
    usePageTitle(() => this.t('activation.title'));
    effect(() => {
      const codes = this.codes();
      if (codes.length > 0) untracked(() => void this.store.load(codes));
    });
  }

  protected reload(): void {
    void this.store.load(this.codes());
  }

  protected share(part: number, state: ActivationState): string {
    return this.formats.percent(part, state.tps, 1);
  }

  protected size(bytes: number): string {
    return sizeText(bytes, (value, digits) => this.formats.number(value, digits));
  }

  protected chosen(): void {
    const { place } = this.form.controls;
    place.markAsTouched();
    if (place.valid) void this.ask(place.value);
  }

  /** Asks first, with what ends by it; then makes the codes and hands over the file. */
  protected async ask(region: string): Promise<void> {
    if (this.isWorking()) return;
    const [tree, state] = [this.board.tree(), await this.store.ask(region)];
    const name = tree === null ? region : new PlaceOptions(tree, 'any').nameOf(region);
    const isSure = await this.confirm({
      heading: this.t('activation.ask', { region: name }),
      texts: [this.t('activation.ask.text', { tps: state?.tps ?? 1 }), this.ending(state), this.t('activation.once')],
      confirm: this.t('activation.issue'),
      cancel: this.t('activation.cancel'),
    });
    if (isSure !== null) await this.make(this.store.newId(), region);
  }

  /** The same command again: the answer may have been lost on its way. */
  protected retry(): void {
    const issue = this.issue();
    if (issue !== null) void this.make(issue.id, issue.region);
  }

  protected save(file: CodeFile): void {
    this.saveFile(file);
  }

  /** What ends by new codes. */
  private ending(state: ActivationState | null): string {
    if (state === null) return this.t('activation.ask.endsAll');
    if (state.issued === 0) return this.t('activation.ask.fresh');
    const { activated } = state;
    return activated === 0 ? this.t('activation.ask.endsCodes') : this.t('activation.ask.ends', { activated });
  }

  private async make(id: string, region: string): Promise<void> {
    const start: Issue = { id, region, bytes: 0, file: null, problem: null };
    this.issue.set(start);
    const result = await this.store.issue({ id, region }, (bytes) => this.issue.set({ ...start, bytes }));
    if ('failure' in result) {
      this.issue.set({ ...start, problem: this.t(`error.${result.failure.code}`) });
      return;
    }
    this.issue.set({ ...start, bytes: result.file.blob.size, file: result.file });
    this.save(result.file);
    this.reload();
  }
}
