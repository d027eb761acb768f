import { ChangeDetectionStrategy, Component, DOCUMENT, inject, input, signal } from '@angular/core';
import type { PublishedContest } from '@posko/contracts';
import { injectFormats, injectWords, portalMessages, regionName } from '@posko/ui';
import { AreaStore } from '../shell/area-store';
import { IndexStore } from '../shell/index-store';
import { noticesOf } from '../shell/notice';
import type { Notice } from '../shell/notice';
import type { AreaFile } from '../shell/region-walk';
import { voteLines } from '../shell/vote-lines';

/** The votes as a picture to hand on. It carries what a picture loses on its way: as of when, how many TPS, and whose it is. */
@Component({
  selector: 'posko-chart-picture',
  template: `
    <button type="button" (click)="make()">{{ t('portal.picture') }}</button>
    <span role="status">{{ said() }}</span>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ChartPicture {
  private readonly document = inject(DOCUMENT);
  private readonly store = inject(IndexStore);
  private readonly area = inject(AreaStore);
  private readonly formats = injectFormats();
  protected readonly t = injectWords(portalMessages);
  protected readonly said = signal('');
  readonly contest = input.required<PublishedContest>();
  readonly file = input.required<AreaFile>();

  protected async make(): Promise<void> {
    const { region, seq } = this.file();
    try {
      const { drawChart } = await import('./chart-drawing');
      const blob = await drawChart(this.document, this.content());
      const file = new File([blob], `${this.contest().id}-${region.code}-${seq}.png`, { type: blob.type });
      if (await this.isHandedOn(file)) return;
      this.save(file);
      this.said.set(this.t('portal.pictureMade'));
    } catch {
      this.said.set(this.t('portal.pictureFailed'));
    }
  }

  private content(): ChartContent {
    const { t, formats } = this;
    const { region, at } = this.file();
    const { counted, expected } = region.counts;
    const lines = voteLines(this.contest(), region.votes).map(({ option, votes, of, colour }) => ({
      name: `${option.number}. ${option.name}`,
      figure: formats.number(votes),
      percent: formats.percent(votes, of),
      share: of > 0 ? votes / of : 0,
      colour,
    }));
    const percent = formats.percent(counted, expected);
    const address = this.document.location.href;
    const moment = this.area.trueAt() ?? at;
    const time = moment === null ? '' : t('portal.asOf', { time: this.dated(moment) });
    return {
      heading: this.contest().name,
      place: regionName(region.name, region.level),
      counted: at === null ? t('portal.nothingYet') : t('portal.countedOf', { n: counted, total: expected, percent }),
      time,
      lines,
      notes: [
        ...this.noticeWords(),
        t('portal.provisional'),
        t('portal.source', { office: this.store.index()?.office ?? '', address }),
      ],
    };
  }

  /** What stands in the banner now, with its moment and without its age: a picture is looked at later. */
  private noticeWords(): string[] {
    const { store } = this;
    const heardAt = store.heardAt();
    const notices = noticesOf({ index: store.index(), trouble: store.trouble(), heardAt, now: store.now() });
    return notices.map((notice) => this.noteOf(notice, heardAt));
  }

  private noteOf(notice: Notice, heardAt: number | null): string {
    switch (notice.kind) {
      case 'rehearsal':
        return this.t('portal.notice.rehearsal');
      case 'paused':
        return this.t('portal.notice.paused', { time: this.dated(notice.since), reason: notice.reason });
      case 'away':
      case 'old':
        return this.t(`portal.pictureNote.${notice.kind}`, { time: this.dated(notice.at) });
      default:
        return this.t('portal.pictureNote.unreached', { time: heardAt === null ? '–' : this.dated(heardAt) });
    }
  }

  private dated(at: string | number): string {
    return `${this.formats.date(at)} ${this.formats.time(at)}`;
  }

  /** A telephone sends pictures on by its own means; true where it did, or where its owner thought better of it. */
  private async isHandedOn(file: File): Promise<boolean> {
    const view = this.document.defaultView;
    const navigator = view?.navigator as Partial<Navigator> | undefined;
    if (view?.matchMedia('(pointer: coarse)').matches !== true) return false;
    if (navigator?.canShare?.({ files: [file] }) !== true) return false;
    try {
      await view.navigator.share({ files: [file] });
      return true;
    } catch (error) {
      return error instanceof DOMException && error.name === 'AbortError';
    }
  }

  private save(file: File): void {
    const address = URL.createObjectURL(file);
    const link = this.document.createElement('a');
    link.href = address;
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), REVOKE_AFTER_MS);
  }
}

const REVOKE_AFTER_MS = 60_000;

/** What stands on the picture, in words. */
export interface ChartContent {
  readonly heading: string;
  readonly place: string;
  readonly counted: string;
  readonly time: string;
  readonly lines: readonly {
    readonly name: string;
    readonly figure: string;
    readonly percent: string;
    readonly share: number;
    readonly colour: string;
  }[];
  readonly notes: readonly string[];
}
