import {
  ChangeDetectionStrategy,
  Component,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  output,
  untracked,
  viewChild,
} from '@angular/core';
import type { DecisionType, FieldPath } from '@posko/domain';
import type { VerifyTab } from '@posko/ui';
import { Icon, injectText, verifyMessages } from '@posko/ui';
import { FormSheet } from '../shell/form-sheet';
import { PhotoViewer } from '../shell/photo-viewer';
import { Places } from '../shell/places';
import { isPlainKey } from '../shell/search-key';
import { SessionStore } from '../shell/session-store';
import { VerifyActs } from './verify-acts';
import { VerifyDecision } from './verify-decision';
import type { Saying } from './verify-decision';
import { VerifyDifferences } from './verify-differences';
import { VerifyFacts } from './verify-facts';
import { VerifyStore } from './verify-store';

const DECISION_KEYS: readonly (readonly [key: string, type: DecisionType])[] = [
  ['y', 'confirm'],
  ['h', 'hold'],
  ['l', 'release'],
  ['x', 'explain'],
  ['p', 'publish'],
  ['w', 'withdraw'],
];

/** One result: its readings side by side, the photo beside them, and the decision. All of it by keys, which the page hears. */
@Component({
  selector: 'posko-verify-desk',
  imports: [FormSheet, Icon, PhotoViewer, VerifyDecision, VerifyDifferences, VerifyFacts],
  providers: [VerifyActs, VerifyStore],
  templateUrl: './verify-desk.html',
  styleUrl: './verify-desk.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VerifyDesk {
  readonly contest = input.required<string | null>();
  readonly tps = input.required<string | null>();
  /** List that it was opened from: a decision that takes it out of there leads to the next. */
  readonly tab = input.required<VerifyTab>();
  /** A TPS that was decided on and has left the list. */
  readonly left = output<string>();

  protected readonly store = inject(VerifyStore);
  protected readonly acts = inject(VerifyActs);
  protected readonly places = inject(Places);
  private readonly session = inject(SessionStore);
  private readonly injector = inject(Injector);
  protected readonly t = injectText(verifyMessages);
  private readonly viewer = viewChild(PhotoViewer);
  private readonly differences = viewChild(VerifyDifferences);
  private readonly sheet = viewChild(FormSheet);

  protected readonly marked = computed<ReadonlySet<FieldPath>>(
    () => new Set([...(this.store.result()?.differences ?? []), ...this.store.changes()]),
  );
  protected readonly canTake = computed(() => this.store.refusal('resolve') === null);
  protected readonly decisions = computed(() =>
    DECISION_KEYS.filter(
      ([, type]) =>
        type !== this.store.due() &&
        this.store.refusal(type) === null &&
        (type !== 'explain' || this.acts.explainable().length > 0),
    ),
  );
  protected readonly canEdit = computed<'resolve' | 'correct' | null>(() => {
    if (this.store.refusal('resolve') === null) return 'resolve';
    return this.store.refusal('correct') === null ? 'correct' : null;
  });
  protected readonly ownReading = computed(() => {
    const me = this.session.person()?.id;
    return this.store.result()?.readings.some(({ by }) => by.id === me) === true ? this.t('verify.ownRow') : '';
  });
  protected readonly failure = computed(() => {
    const failure = this.store.failure();
    return failure === null ? '' : this.t(`error.${failure.code}`);
  });

  constructor() {
    effect(() => {
      const [contest, tps] = [this.contest(), this.tps()];
      untracked(() => {
        this.acts.leave();
        if (contest === null || tps === null) this.store.close();
        else void this.store.open(contest, tps);
      });
    });
  }

  /** A key that was pressed anywhere on the page; true where it was one of ours. */
  press(event: KeyboardEvent): boolean {
    const isDeciding = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (this.acts.isEditing() && this.acts.asking() === null && (isDeciding || event.key === 'Escape')) {
      if (isDeciding) this.acts.askDue();
      else this.acts.cancel();
      return true;
    }
    if (!isPlainKey(event)) return false;
    return this.takeBy(event) || this.actBy(event.key) || (this.viewer()?.press(event.key) ?? false);
  }

  protected edit(type = this.canEdit()): void {
    if (type === null || !this.acts.edit(type)) return;
    const first = this.store.differences()[0]?.path;
    afterNextRender(() => this.sheet()?.focus(first), { injector: this.injector });
  }

  protected async say(saying: Saying): Promise<void> {
    const tps = await this.acts.say(saying, this.tab());
    if (tps !== null) this.left.emit(tps);
  }

  /** 1, 2, … take a reading for one figure, with Shift for all. */
  private takeBy({ code, shiftKey }: KeyboardEvent): boolean {
    const number = /^Digit([1-9])$/.exec(code)?.[1];
    if (number === undefined || this.store.differences().length === 0) return false;
    if (!this.canTake()) this.acts.ask('resolve');
    else if (shiftKey) this.store.takeAll(Number(number) - 1);
    else this.store.take(Number(number) - 1);
    return true;
  }

  private actBy(key: string): boolean {
    const decision = DECISION_KEYS.find(([one]) => one === key)?.[1];
    const act = decision === undefined ? this.keys[key] : (): void => this.acts.ask(decision);
    act?.();
    return act !== undefined;
  }

  private readonly keys: Readonly<Record<string, (() => void) | undefined>> = {
    n: () => this.store.goTo(this.store.cursor() + 1),
    b: () => this.store.goTo(this.store.cursor() - 1),
    o: () => this.differences()?.typeOther(),
    e: () => this.edit(),
    d: () => this.edit('correct'),
    Enter: () => this.acts.askDue(),
    Escape: () => this.acts.cancel(),
  };
}
