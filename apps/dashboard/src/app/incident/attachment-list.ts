import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { AttachmentAnswer } from '@posko/contracts';
import { Icon, handlingMessages, incidentIcons, injectFormats, injectText } from '@posko/ui';
import type { IconName } from '@posko/ui';
import { AttachmentField } from './attachment-field';
import type { Upload } from './attachment-store';

const MEGABYTE = 1_000_000;
const KILOBYTE = 1_000;

/** Photos to look at, voice to hear, papers to open in a tab of their own; all from the server, behind the incident's permission. */
@Component({
  selector: 'posko-attachment-list',
  imports: [AttachmentField, Icon],
  templateUrl: './attachment-list.html',
  styleUrl: './attachment-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AttachmentList {
  readonly incident = input.required<string>();
  readonly attachments = input.required<readonly AttachmentAnswer[]>();
  readonly canAdd = input.required<boolean>();
  readonly uploads = input.required<readonly Upload[]>();
  readonly added = output<readonly File[]>();
  readonly dismissed = output<number>();
  protected readonly t = injectText(handlingMessages);
  private readonly formats = injectFormats();
  protected readonly shown = computed(() =>
    this.attachments().map(({ sha256, name, mediaType, bytes }) => ({
      sha256,
      name,
      path: `/api/incidents/${this.incident()}/attachments/${sha256}`,
      type: typeOf(mediaType),
      icon: ICONS[typeOf(mediaType)],
      size:
        bytes < MEGABYTE
          ? `${this.formats.number(Math.ceil(bytes / KILOBYTE))} kB`
          : `${this.formats.number(bytes / MEGABYTE, 1)} MB`,
    })),
  );
}

type Shown = 'image' | 'audio' | 'other';

const ICONS: Readonly<Record<Shown, IconName>> = {
  image: incidentIcons.image,
  audio: incidentIcons.audio,
  other: incidentIcons.pdf,
};

/** As far as browsers show it: HEIC they do not. */
function typeOf(mediaType: string): Shown {
  if (mediaType.startsWith('image/') && mediaType !== 'image/heic') return 'image';
  return mediaType.startsWith('audio/') || mediaType === 'video/webm' ? 'audio' : 'other';
}
