import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { Icon, Panel, injectFormats, injectText, publicationIcons, publicationMessages } from '@posko/ui';
import type { IconName, MessageKey } from '@posko/ui';
import { firstValueFrom } from 'rxjs';
import { BoardStore } from '../shell/board-store';
import { ClockStore } from '../shell/clock-store';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { SessionStore } from '../shell/session-store';
import { PublicationFiles } from './publication-files';
import { PublicationOrderDialog } from './publication-order-dialog';
import type { PublicationOrderAsk } from './publication-order-dialog';
import { PublicationStore } from './publication-store';
import type { HeardPublication, PublicationAct } from './publication-store';
import { faultKindOf, loudnessOf, missingOf, standingOf } from './standing';
import type { PublicationNow, Standing } from './standing';

type Key = MessageKey<typeof publicationMessages>;

interface Fact {
  readonly label: Key;
  readonly text: string;
}

const ICONS: Readonly<Record<Standing, IconName>> = {
  fault: 'alert',
  away: 'alert',
  behind: 'alert',
  paused: 'pause',
  elsewhere: publicationIcons.elsewhere,
  none: 'clock',
  following: 'polling',
  inStep: 'check',
};

/** How the public files stand, and stopping them where they are. */
@Component({
  selector: 'posko-publication-page',
  imports: [Icon, MatButton, PageHead, Panel, PublicationFiles],
  providers: [PublicationStore],
  templateUrl: './publication-page.html',
  styleUrl: './publication-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PublicationPage {
  protected readonly store = inject(PublicationStore);
  private readonly board = inject(BoardStore);
  private readonly clock = inject(ClockStore);
  private readonly session = inject(SessionStore);
  private readonly dialog = inject(MatDialog);
  private readonly formats = injectFormats();
  protected readonly t = injectText(publicationMessages);
  protected readonly said = signal('');
  /** The server answers only those whose scope is all of the register; the role is left to look at. */
  protected readonly mayManage = computed(() => this.session.may('publication.manage'));
  protected readonly failure = computed(() => {
    const failure = this.store.read.failure();
    if (failure === null) return null;
    return this.t(failure.code === 'forbidden' ? 'publication.forbidden' : `error.${failure.code}`);
  });
  protected readonly doubt = computed(() => {
    const freshness = this.store.read.freshness();
    if (freshness === 'offline') return this.t('publication.lost');
    return freshness === 'stale' ? this.t('publication.old') : null;
  });
  protected readonly view = computed(() => {
    const heard = this.store.read.value();
    if (heard === null) return null;
    const { status, missingSince } = heard;
    const standing = standingOf(status, { now: this.board.now(), missingSince });
    return {
      standing: `publication.standing.${standing}` as const,
      loudness: loudnessOf(standing),
      icon: ICONS[standing],
      tells: this.tell(standing, heard),
      fault: standing === 'fault' ? status.fault : null,
    };
  });
  protected readonly pause = computed(() => {
    const pause = this.store.read.value()?.status.pause ?? null;
    if (pause === null) return null;
    const at = Date.parse(pause.since);
    const duration = this.formats.duration(Math.max(0, (this.board.roomNow() ?? at) - at));
    return { time: this.formats.dateTime(at), duration, reason: pause.reason };
  });
  protected readonly facts = computed<Fact[]>(() => {
    const status = this.store.read.value()?.status;
    if (status === undefined) return [];
    const seq: Fact = { label: 'publication.fact.seq', text: this.formats.number(status.seq) };
    const published: Fact = { label: 'publication.fact.published', text: this.publishedText(status) };
    const written: Fact = { label: 'publication.fact.written', text: this.writtenText(status) };
    return status.isWriter ? [seq, published, written] : [seq, published];
  });

  constructor() {
    usePageTitle(() => this.t('publication.title'));
  }

  protected async order(act: PublicationAct): Promise<void> {
    this.said.set('');
    const data: PublicationOrderAsk = { act, send: (reason) => this.store.order(act, reason) };
    const ref = this.dialog.open<PublicationOrderDialog, PublicationOrderAsk, true>(PublicationOrderDialog, {
      data,
      width: '520px',
    });
    if ((await firstValueFrom(ref.afterClosed())) === true) this.said.set(this.t(`publication.${act}.done`));
  }

  /** What it means, and what to do about it. */
  private tell(standing: Standing, { status, missingSince }: HeardPublication): string[] {
    const ago = (at: number): string => this.formats.age(Math.max(0, this.board.now() - at));
    switch (standing) {
      case 'fault':
        return [
          this.t(`publication.fault.${faultKindOf(status.fault ?? '')}`),
          this.t('publication.fault.reader'),
          ...(status.pause === null ? [] : [this.t('publication.fault.pauseUntold')]),
        ];
      case 'away':
        return [this.t('publication.tell.away', { age: ago(Date.parse(status.publishedAt ?? '')) })];
      case 'behind':
        return [this.t('publication.tell.behind', { age: ago(missingSince ?? this.board.now()) })];
      case 'paused': {
        const isNew = status.isWriter && status.publishedSeq === null;
        return [this.t('publication.tell.paused'), ...(isNew ? [this.t('publication.tell.nonePaused')] : [])];
      }
      default:
        return [this.t(`publication.tell.${standing}`)];
    }
  }

  private publishedText(status: PublicationNow): string {
    const { isWriter, publishedSeq } = status;
    if (publishedSeq === null) return this.t(isWriter ? 'publication.fact.unknown' : 'publication.fact.elsewhere');
    const missing = missingOf(status);
    const seq = this.formats.number(publishedSeq);
    return missing === 0 ? seq : this.t('publication.fact.missing', { seq, n: missing });
  }

  private writtenText({ publishedAt }: PublicationNow): string {
    if (publishedAt === null) return this.t('publication.fact.notYet');
    const age = this.formats.age(Math.max(0, this.board.now() - Date.parse(publishedAt)));
    // Files are dated by the real clock, which in a rehearsal is not that of the room.
    const key = this.clock.isRehearsal() ? 'publication.fact.writtenAtReal' : 'publication.fact.writtenAt';
    return this.t(key, { time: this.formats.dateTime(publishedAt), age });
  }
}
