import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import type { Photo } from '@posko/domain';
import { Icon, injectFormats, injectText, photoMessages, resultMessages } from '@posko/ui';

/** The photos of a form, small; each leads to the bytes as they came. Those that were replaced stay, and say so. */
@Component({
  selector: 'posko-photo-thumbs',
  imports: [Icon],
  template: `
    @for (thumb of thumbs(); track thumb.photo.sha256) {
      <a target="_blank" rel="noopener" [href]="thumb.path" [class.old]="thumb.photo.replacedBy !== null">
        @if (broken().has(thumb.photo.sha256)) {
          <posko-icon name="empty" />
        } @else {
          <img
            loading="lazy"
            [src]="thumb.path + '?size=thumb'"
            [alt]="t('photo.page', { page: thumb.photo.page })"
            (error)="break(thumb.photo.sha256)"
          />
        }
        <span>
          <b>{{ t('photo.page', { page: thumb.photo.page }) }}</b>
          <small>{{ thumb.photo.by.name }}, {{ formats.dateTime(thumb.photo.at) }}</small>
          @if (thumb.photo.replacedBy !== null) {
            <small>{{ t('photo.replaced') }}</small>
          }
          @if (thumb.doubts) {
            <small class="doubt"><posko-icon name="alert" />{{ thumb.doubts }}</small>
          }
        </span>
      </a>
    } @empty {
      <p>{{ t('result.noPhotos') }}</p>
    }
  `,
  styleUrl: './photo-thumbs.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PhotoThumbs {
  readonly contest = input.required<string>();
  readonly tps = input.required<string>();
  readonly photos = input.required<readonly Photo[]>();

  protected readonly t = injectText(photoMessages, resultMessages);
  protected readonly formats = injectFormats();
  protected readonly broken = signal<ReadonlySet<string>>(new Set());
  protected readonly thumbs = computed(() =>
    [...this.photos()]
      .sort((a, b) => Number(a.replacedBy !== null) - Number(b.replacedBy !== null) || a.page - b.page)
      .map((photo) => ({
        photo,
        path: `/api/contests/${this.contest()}/tps/${this.tps()}/evidence/${photo.sha256}`,
        doubts: photo.doubts.map((doubt) => this.t(`photo.doubt.${doubt}`)).join(', '),
      })),
  );

  protected break(sha256: string): void {
    this.broken.update((before) => new Set([...before, sha256]));
  }
}
