import { ChangeDetectionStrategy, Component, input, output, signal } from '@angular/core';
import { ATTACHMENT_TYPES } from '@posko/contracts';
import { Icon, incidentIcons, injectText, intakeMessages } from '@posko/ui';
import type { KeptAttachment } from './intake-draft';
import type { Upload } from './attachment-store';

/** Photos, PDFs and voice messages: picked or dropped here; pasting is the page's affair. */
@Component({
  selector: 'posko-attachment-field',
  imports: [Icon],
  templateUrl: './attachment-field.html',
  styleUrl: './attachment-field.scss',
  host: {
    '[class.over]': 'isOver()',
    '(dragover)': 'onDrag($event, true)',
    '(dragleave)': 'onDrag($event, false)',
    '(drop)': 'onDrop($event)',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AttachmentField {
  readonly kept = input.required<readonly KeptAttachment[]>();
  readonly uploads = input.required<readonly Upload[]>();
  readonly added = output<readonly File[]>();
  readonly removed = output<string>();
  readonly dismissed = output<number>();
  protected readonly t = injectText(intakeMessages);
  protected readonly icons = incidentIcons;
  protected readonly types = ATTACHMENT_TYPES.join(',');
  protected readonly isOver = signal(false);

  protected pick(event: Event): void {
    const field = event.target as HTMLInputElement;
    this.added.emit([...(field.files ?? [])]);
    // The same file once more is another choice.
    field.value = '';
  }

  protected onDrag(event: DragEvent, isOver: boolean): void {
    event.preventDefault();
    this.isOver.set(isOver);
  }

  protected onDrop(event: DragEvent): void {
    this.onDrag(event, false);
    this.added.emit([...(event.dataTransfer?.files ?? [])]);
  }
}
