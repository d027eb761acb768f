import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import type { IncidentKind } from '@posko/domain';
import {
  Icon,
  SeverityBadge,
  incidentIcons,
  incidentKindMessages,
  incidentMessages,
  injectFormats,
  injectText,
  intakeMessages,
} from '@posko/ui';
import type { UnsentCall } from '../shell/call-outbox';
import { usePageTitle } from '../shell/page-title';
import { Places } from '../shell/places';
import { SuggestField } from '../shell/suggest-field';
import type { Suggestion } from '../shell/suggest-field';
import { AttachmentField } from './attachment-field';
import { AttachmentStore } from './attachment-store';
import { IntakeAround } from './intake-around';
import { IntakeAroundStore } from './intake-around-store';
import type { Draft } from './intake-draft';
import { IntakeOutcome } from './intake-outcome';
import { IntakeRead } from './intake-read';
import { IntakeStore } from './intake-store';
import { searchKinds } from './kind-search';
import { PlaceLookupStore } from './place-lookup-store';
import type { Recognised } from './recognise';
import { isMessage } from './recognise';

const MOST_KINDS = 9;

/** Logs a call, by keyboard alone: place, kind, note, Enter; the next one begins at once. */
@Component({
  selector: 'posko-intake-page',
  imports: [AttachmentField, Icon, IntakeAround, IntakeOutcome, IntakeRead, SeverityBadge, SuggestField],
  providers: [AttachmentStore, IntakeAroundStore, IntakeStore, PlaceLookupStore],
  templateUrl: './intake-page.html',
  styleUrl: './intake-page.scss',
  host: { '(keydown)': 'onKey($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IntakePage {
  /** `?tps=3578041001012`: the place is known already. */
  readonly tps = input<string>();

  protected readonly store = inject(IntakeStore);
  protected readonly lookup = inject(PlaceLookupStore);
  protected readonly around = inject(IntakeAroundStore);
  protected readonly attachments = inject(AttachmentStore);
  protected readonly places = inject(Places);
  protected readonly t = injectText(intakeMessages, incidentMessages, incidentKindMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = incidentIcons;
  private readonly placeField = viewChild.required<SuggestField>('place');
  private readonly kindField = viewChild.required<SuggestField>('kind');
  private readonly noteInput = viewChild.required<ElementRef<HTMLTextAreaElement>>('note');
  private readonly phoneInput = viewChild.required<ElementRef<HTMLInputElement>>('phone');

  /** Enter was pressed before the answer came: the first of it is taken. */
  private readonly takesFirst = signal(false);
  protected readonly complaint = signal<string>('');
  /** The form as it was before a message was read into it, or before it was cleared. */
  protected readonly undoable = signal<{ readonly found: Recognised | null; readonly before: Draft } | null>(null);
  protected readonly placeSuggestions = computed<Suggestion[]>(() =>
    this.lookup.choices().map(({ key, code, match, contact }) => ({
      key,
      title: this.places.nameOf(code),
      detail: [contact === null ? '' : `${contact.name} ${contact.phone}`, this.places.whereOf(code)]
        .filter((part) => part !== '')
        .join(' · '),
      aside: match === 'desa' ? this.t(`level.${this.places.levelOf(code)}`) : this.t(`intake.match.${match}`),
    })),
  );
  protected readonly kindSuggestions = computed<Suggestion[]>(() =>
    searchKinds(this.store.draft().kindText)
      .slice(0, MOST_KINDS)
      .map((kind) => ({ key: kind, title: this.t(`incidentKind.${kind}`), detail: '', aside: kind })),
  );
  protected readonly placeRemark = computed(() => {
    const { place, placeText } = this.store.draft();
    if (place !== null) return `${this.places.whereOf(place)} · ${place}`;
    if (placeText.trim().length < 2) return '';
    if (this.lookup.isLooking()) return this.t('intake.looking');
    if (this.placeSuggestions().length === 0) return this.t('intake.noneFound');
    return this.lookup.isPartial()
      ? this.t('intake.lookupFailed')
      : this.t('intake.found', { n: this.placeSuggestions().length });
  });
  protected readonly answerText = computed(() => {
    const ms = this.store.answerMs();
    if (ms === null) return '';
    return ms === 0 ? this.t('intake.answerNow') : this.t('intake.answerWithin', { time: this.formats.duration(ms) });
  });
  constructor() {
    usePageTitle(() => this.t('intake.title'));
    afterNextRender(() => this.placeField().focus());
    effect(() => {
      const { place, kind } = this.store.draft();
      untracked(() => this.around.lookAt({ place, kind }));
    });
    effect(() => {
      const [tps, name] = [this.tps(), this.places.nameOf(this.tps() ?? '')];
      if (tps === undefined) return;
      untracked(() => this.isFree(tps) && this.store.change({ place: tps, placeText: name }));
    });
    effect(() => {
      const [first] = this.placeSuggestions();
      if (!this.takesFirst() || this.lookup.isLooking()) return;
      untracked(() => {
        this.takesFirst.set(false);
        if (first !== undefined) this.choosePlace(first);
      });
    });
    const typed = untracked(this.store.draft);
    if (typed.place === null && typed.placeText !== '') this.lookup.look(typed.placeText);
  }

  protected typePlace(placeText: string): void {
    this.takesFirst.set(false);
    this.store.change({ placeText, place: null });
    this.lookup.look(placeText);
  }

  protected enterPlace(): void {
    if (this.store.draft().place !== null) this.kindField().focus();
    else if (this.lookup.isLooking()) this.takesFirst.set(true);
  }

  protected choosePlace({ key }: Suggestion): void {
    const choice = this.lookup.choices().find((one) => one.key === key);
    if (choice === undefined) return;
    const { phone, caller } = this.store.draft();
    // Who was found by number or name is who calls; the chair of a TPS found by its code may not be.
    const who = choice.match === 'phone' || choice.match === 'name' ? choice.contact : null;
    this.store.change({
      place: choice.code,
      placeText: this.places.nameOf(choice.code),
      phone: phone === '' ? (who?.phone ?? '') : phone,
      caller: caller === '' ? (who?.name ?? '') : caller,
    });
    this.kindField().focus();
  }

  protected typeKind(kindText: string): void {
    this.store.change({ kindText, kind: null, severity: null });
  }

  protected chooseKind(key: string): void {
    this.store.chooseKind(key as IncidentKind, this.t(`incidentKind.${key as IncidentKind}`));
    this.noteInput().nativeElement.focus();
  }

  protected enterKind(): void {
    if (this.store.draft().kind !== null) this.noteInput().nativeElement.focus();
  }

  /** A digit sets the severity: in its own field, or in that of a kind that was chosen. */
  protected digit(event: KeyboardEvent): void {
    if (!/^\d$/.test(event.key) || this.store.draft().kind === null) return;
    event.preventDefault();
    this.store.change({ severity: event.key === '0' ? 10 : Number(event.key) });
  }

  protected leaveSeverity(event: Event): void {
    event.preventDefault();
    this.noteInput().nativeElement.focus();
  }

  protected type(field: 'note' | 'caller' | 'phone', event: Event): void {
    this.store.change({ [field]: (event.target as HTMLInputElement | HTMLTextAreaElement).value });
  }

  protected paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (files.length > 0) {
      event.preventDefault();
      void this.attach(files);
    } else if (isMessage(text)) {
      event.preventDefault();
      this.read(text);
    }
  }

  protected async attach(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const kept = await this.attachments.send(file);
      const { attachments } = this.store.draft();
      const isNew = kept !== null && !attachments.some(({ sha256 }) => sha256 === kept.sha256);
      if (isNew) this.store.change({ attachments: [...attachments, kept] });
    }
  }

  protected detach(sha256: string): void {
    this.store.change({ attachments: this.store.draft().attachments.filter((kept) => kept.sha256 !== sha256) });
  }

  protected undo(): void {
    const before = this.undoable()?.before;
    this.undoable.set(null);
    if (before !== undefined) this.store.restore(before);
    this.placeField().focus();
  }

  protected clear(): void {
    this.undoable.set({ found: null, before: this.store.clear() });
    this.lookup.look('');
    this.placeField().focus();
  }

  protected mend(call: UnsentCall): void {
    const { kind, tps, region } = call.body;
    const place = this.places.nameOf(tps ?? region ?? '');
    this.store.mend(call, { place, kind: this.t(`incidentKind.${kind}`) });
    this.noteInput().nativeElement.focus();
  }

  protected onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.save();
    } else if (event.altKey && /^Digit[1-5]$/.test(event.code)) {
      event.preventDefault();
      void this.attachTo(Number(event.code.slice(5)) - 1);
    }
  }

  protected enterNote(event: Event): void {
    if (this.store.draft().note.trim() !== '') return;
    event.preventDefault();
    void this.save();
  }

  protected async save(): Promise<void> {
    const missing = this.attachments.isSending() ? 'uploads' : this.store.missing();
    this.complaint.set(missing === null ? '' : this.t(`intake.missing.${missing}`));
    if (missing === 'place') {
      this.placeField().focus();
      return;
    }
    if (missing === 'kind') {
      this.kindField().focus();
      return;
    }
    if (missing === 'phone') this.phoneInput().nativeElement.focus();
    if (missing !== null) return;
    const outcome = await this.store.save();
    if (outcome !== null && outcome.kind !== 'refused') this.beginAnew();
  }

  /** @param index of the similar incident, as listed */
  protected async attachTo(index: number): Promise<void> {
    const row = this.around.similar()[index];
    if (row === undefined) return;
    const { note, caller, phone, kindText } = this.store.draft();
    const what = [note.trim() === '' ? kindText : note.trim(), caller, phone].filter((part) => part !== '').join(' · ');
    const outcome = await this.store.attachTo(row, this.t('intake.comment', { what }));
    if (outcome.kind === 'attached') this.beginAnew();
  }

  private read(text: string): void {
    const before = this.store.draft();
    const texts = {
      place: (code: string): string => this.places.nameOf(code),
      kind: (kind: IncidentKind): string => this.t(`incidentKind.${kind}`),
    };
    this.undoable.set({ found: this.store.fill(text, texts), before });
    const { place, placeText, kind } = this.store.draft();
    if (place === null) {
      this.lookup.look(placeText);
      this.placeField().focus();
    } else if (kind === null) this.kindField().focus();
    else this.noteInput().nativeElement.focus();
  }

  private beginAnew(): void {
    this.undoable.set(null);
    this.complaint.set('');
    this.lookup.look('');
    this.placeField().focus();
  }

  private isFree(tps: string): boolean {
    const { place } = this.store.draft();
    return this.store.isBlank() || place === tps;
  }
}
