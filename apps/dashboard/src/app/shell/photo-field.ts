import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { EVIDENCE_TYPES } from '@posko/contracts';
import type { Photo } from '@posko/domain';
import { Icon, injectFormats, injectText, photoIcons, photoMessages } from '@posko/ui';
import { PhotoUploadStore, nextPage, withSent } from './photo-upload-store';
import type { PhotoPlace, PhotoUpload } from './photo-upload-store';

const MEGABYTE = 1_000_000;

interface Kept {
  readonly photo: Photo;
  readonly picture: string;
  readonly original: string;
  readonly doubts: string;
}

/**
 * Photos of a form: taken with a telephone's camera, chosen or dropped, several at a time, each a page. A page can be taken again;
 * the photo before it stays. The store is the page's (`PhotoUploadStore`), so that it can show them beside its figures.
 */
@Component({
  selector: 'posko-photo-field',
  imports: [Icon],
  templateUrl: './photo-field.html',
  styleUrl: './photo-field.scss',
  host: {
    '[class.over]': 'isOver()',
    '[class.large]': 'isLarge()',
    '(dragover)': 'onDrag($event, true)',
    '(dragleave)': 'onDrag($event, false)',
    '(drop)': 'onDrop($event)',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PhotoField {
  readonly contest = input.required<string>();
  readonly tps = input.required<string>();
  /** Photos that the server told of; those sent from here are known to the store. */
  readonly known = input<readonly Photo[]>([]);
  /** For a thumb. */
  readonly isLarge = input(false);
  /** Whoever may send photos may not always see them: then only those sent from here can be shown. */
  readonly canRead = input(true);

  private readonly store = inject(PhotoUploadStore);
  protected readonly t = injectText(photoMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = photoIcons;
  protected readonly types = EVIDENCE_TYPES.join(',');
  protected readonly isOver = signal(false);
  protected readonly broken = signal<ReadonlySet<string>>(new Set());

  private readonly place = computed<PhotoPlace>(() => ({ contest: this.contest(), tps: this.tps() }));
  private readonly photos = computed(() => withSent(this.known(), this.store.sent(), this.place()));
  protected readonly uploads = computed(() => this.store.uploads().filter((upload) => this.isHere(upload)));
  protected readonly isSending = computed(() => this.uploads().some(({ failure }) => failure === null));
  protected readonly kept = computed<Kept[]>(() =>
    this.photos()
      .filter(({ replacedBy }) => replacedBy === null)
      .sort((a, b) => a.page - b.page || (a.at < b.at ? -1 : 1))
      .map((photo) => ({
        photo,
        picture: this.pictureOf(photo.sha256),
        original: this.addressOf(photo.sha256),
        doubts: photo.doubts.map((doubt) => this.t(`photo.doubt.${doubt}`)).join(', '),
      })),
  );

  protected pick(event: Event, replaced?: Photo): void {
    const field = event.target as HTMLInputElement;
    this.add([...(field.files ?? [])], replaced);
    // The same file once more is another choice.
    field.value = '';
  }

  protected onDrag(event: DragEvent, isOver: boolean): void {
    event.preventDefault();
    this.isOver.set(isOver);
  }

  protected onDrop(event: DragEvent): void {
    this.onDrag(event, false);
    this.add([...(event.dataTransfer?.files ?? [])]);
  }

  protected sendingOf({ page, file }: PhotoUpload): string {
    return this.t('photo.sending', { page, size: this.formats.number(file.size / MEGABYTE, 1) });
  }

  protected again(id: string): void {
    void this.store.again(id);
  }

  protected forget(id: string): void {
    this.store.forget(id);
  }

  protected break(sha256: string): void {
    this.broken.update((before) => new Set([...before, sha256]));
  }

  private add(files: readonly File[], replaced?: Photo): void {
    for (const file of files) {
      const page = replaced?.page ?? nextPage(this.photos(), this.uploads());
      void this.store.add(file, {
        ...this.place(),
        page,
        ...(replaced === undefined ? {} : { replaces: replaced.sha256 }),
      });
    }
  }

  private isHere({ contest, tps }: PhotoPlace): boolean {
    const place = this.place();
    return contest === place.contest && tps === place.tps;
  }

  private pictureOf(sha256: string): string {
    const sent = this.store.sent().find(({ photo }) => photo.sha256 === sha256);
    if (sent?.preview) return sent.preview;
    const isDrawn = this.canRead() && sent?.hasPicture !== false;
    return isDrawn ? `${this.addressOf(sha256)}?size=thumb` : '';
  }

  private addressOf(sha256: string): string {
    return `/api/contests/${this.contest()}/tps/${this.tps()}/evidence/${sha256}`;
  }
}
