import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { stageIndex } from '@posko/domain';
import { PhotoUploadStore } from '../shell/photo-upload-store';
import { FieldFormPage } from './field-form-page';
import { FieldFormStore } from './field-form-store';
import { FieldForms } from './field-forms';
import { FieldReport } from './field-report';
import { FieldStore } from './field-store';

/** What a crew does for its TPS: reports its stages and sends its forms. Made once the phone is bound to a TPS. */
@Component({
  selector: 'posko-field-tps',
  imports: [FieldFormPage, FieldForms, FieldReport],
  providers: [FieldFormStore, PhotoUploadStore],
  template: `
    @if (forms.contest()) {
      <posko-field-form-page />
    } @else {
      @if (isCounting()) {
        <posko-field-forms />
      }
      <posko-field-report />
      @if (!isCounting()) {
        <posko-field-forms />
      }
    }
  `,
  styles: ':host { display: flex; flex-direction: column; gap: 24px; }',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FieldTps {
  protected readonly forms = inject(FieldFormStore);
  private readonly store = inject(FieldStore);
  /** From then on the form is what a crew is at. */
  protected readonly isCounting = computed(
    () => stageIndex(this.store.read.value()?.stage ?? 'unreported') >= stageIndex('counting'),
  );
}
