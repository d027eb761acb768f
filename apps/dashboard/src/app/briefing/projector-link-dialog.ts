import { ChangeDetectionStrategy, Component, DOCUMENT, computed, inject, signal } from '@angular/core';
import { CdkCopyToClipboard } from '@angular/cdk/clipboard';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { ProjectorLinkRequest } from '@posko/contracts';
import type { RegionCode } from '@posko/domain';
import { Icon, briefingIcons, briefingMessages, injectFormats, injectText } from '@posko/ui';
import type { Answer, ResponseOf } from '../shell/board-store';
import { injectRegionChoices } from '../shell/region-choices';

type Wish = Omit<ProjectorLinkRequest, 'id'>;

export interface ProjectorLinkAsk {
  readonly region: string;
  readonly make: (wish: Wish) => Promise<Answer<ResponseOf<'makeProjectorLink'>>>;
}

const HOURS = [4, 8, 12, 24, 48, 72] as const;
/** A day at the doorstep. */
const USUAL_HOURS = 12;

/** A link for a screen: for which one, of what, how long; then its address, this once. */
@Component({
  selector: 'posko-projector-link-dialog',
  imports: [CdkCopyToClipboard, Icon, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  templateUrl: './projector-link-dialog.html',
  styleUrl: './briefing-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProjectorLinkDialog {
  private readonly ask = inject<ProjectorLinkAsk>(MAT_DIALOG_DATA);
  private readonly origin = inject(DOCUMENT).location.origin;
  protected readonly ref = inject<MatDialogRef<ProjectorLinkDialog>>(MatDialogRef);
  protected readonly t = injectText(briefingMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = briefingIcons;
  protected readonly hours = HOURS;
  protected readonly choices = injectRegionChoices();
  protected readonly label = signal('');
  protected readonly chosenHours = signal<number>(USUAL_HOURS);
  private readonly chosenRegion = signal<string | null>(null);
  /** The contest's region where it is one of the choices, else all that this person has. */
  protected readonly region = computed(() => {
    const wanted = this.chosenRegion() ?? this.ask.region;
    const choices = this.choices();
    return choices.find(({ code }) => code === wanted)?.code ?? choices[0]?.code ?? wanted;
  });
  protected readonly isMissing = signal(false);
  protected readonly isSending = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly isCopied = signal(false);
  private readonly answer = signal<ResponseOf<'makeProjectorLink'> | null>(null);
  protected readonly made = computed(() => this.answer()?.link ?? null);
  /** Null where the link was made by an earlier sending of the same: its address was told then. */
  protected readonly address = computed(() => {
    const path = this.answer()?.path ?? null;
    return path === null ? null : this.origin + path;
  });

  protected type(event: Event): void {
    this.label.set((event.target as HTMLInputElement).value);
    this.isMissing.set(false);
  }

  protected chooseRegion(event: Event): void {
    this.chosenRegion.set((event.target as HTMLSelectElement).value);
  }

  protected chooseHours(event: Event): void {
    this.chosenHours.set(Number((event.target as HTMLSelectElement).value));
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    const label = this.label().trim();
    this.isMissing.set(label === '');
    if (label === '' || this.isSending()) return;
    this.isSending.set(true);
    const wish = { region: this.region() as RegionCode, label, hours: this.chosenHours() };
    const answer = await this.ask.make(wish);
    this.isSending.set(false);
    if (answer.isOk) this.answer.set(answer.value);
    else this.failure.set(this.t('briefing.failed', { why: this.t(`error.${answer.failure.code}`) }));
  }
}
