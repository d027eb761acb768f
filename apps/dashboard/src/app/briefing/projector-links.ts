import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { MatButton } from '@angular/material/button';
import type { ProjectorLink } from '@posko/contracts';
import { Icon, Panel, briefingIcons, briefingMessages, injectFormats, injectText } from '@posko/ui';
import { injectConfirm } from '../shell/confirm';
import { Places } from '../shell/places';
import { ProjectorLinkDialog } from './projector-link-dialog';
import type { ProjectorLinkAsk } from './projector-link-dialog';
import { ProjectorLinkStore } from './projector-link-store';

/** Links of screens in the press room: which there are, one more, one less. */
@Component({
  selector: 'posko-projector-links',
  imports: [Icon, MatButton, Panel],
  providers: [ProjectorLinkStore],
  templateUrl: './projector-links.html',
  styleUrl: './projector-links.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProjectorLinks {
  /** Region that a new link is for unless another is chosen. */
  readonly region = input('');

  protected readonly store = inject(ProjectorLinkStore);
  private readonly dialog = inject(MatDialog);
  private readonly confirm = injectConfirm();
  private readonly places = inject(Places);
  private readonly formats = injectFormats();
  protected readonly t = injectText(briefingMessages);
  protected readonly icons = briefingIcons;
  protected readonly said = signal('');
  protected readonly problem = signal<string | null>(null);
  protected readonly failure = computed(() => {
    const failure = this.store.read.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });
  /** Those that hold first. */
  protected readonly lines = computed(() =>
    (this.store.read.value()?.rows ?? [])
      .toSorted((a, b) => Number(b.isValid) - Number(a.isValid))
      .map((link) => ({
        link,
        place: this.places.nameOf(link.region),
        standing: this.standingOf(link),
        made: this.t('briefing.projector.madeBy', {
          name: link.madeBy.name,
          time: this.formats.dateTime(link.madeAt),
        }),
      })),
  );

  protected make(): void {
    this.said.set('');
    const data: ProjectorLinkAsk = { region: this.region(), make: (wish) => this.store.make(wish) };
    this.dialog.open(ProjectorLinkDialog, { data, width: '560px' });
  }

  protected async revoke({ id, label }: ProjectorLink): Promise<void> {
    const ask = {
      heading: this.t('briefing.projector.revoke.heading', { label }),
      texts: [this.t('briefing.projector.revoke.text')],
      confirm: this.t('briefing.projector.revoke'),
      cancel: this.t('briefing.keep'),
    };
    if ((await this.confirm(ask)) === null) return;
    const answer = await this.store.revoke(id);
    this.problem.set(answer.isOk ? null : this.t('briefing.failed', { why: this.t(`error.${answer.failure.code}`) }));
    if (answer.isOk) this.said.set(this.t('briefing.projector.done', { label }));
  }

  private standingOf({ isValid, revokedAt, until }: ProjectorLink): string {
    if (revokedAt !== null) return this.t('briefing.projector.revoked', { time: this.formats.dateTime(revokedAt) });
    return this.t(isValid ? 'briefing.projector.valid' : 'briefing.projector.expired', {
      time: this.formats.dateTime(until),
    });
  }
}
