import {
  ChangeDetectionStrategy,
  Component,
  DOCUMENT,
  DestroyRef,
  computed,
  effect,
  inject,
  input,
  untracked,
  viewChild,
} from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { Router, RouterLink } from '@angular/router';
import type { IncidentRow, IncidentView } from '@posko/contracts';
import {
  DataAge,
  Icon,
  incidentIcons,
  incidentKindMessages,
  incidentMessages,
  injectFormats,
  injectText,
  isDoubtful,
  leadMessages,
  queueMessages,
} from '@posko/ui';
import { BoardStore } from '../shell/board-store';
import { IncidentPolicyStore } from '../shell/incident-policy-store';
import type { QueueQuery } from '../shell/incident-criteria';
import { showKeys } from '../shell/keys-help';
import { usePageTitle } from '../shell/page-title';
import { isPlainKey } from '../shell/search-key';
import { SessionStore } from '../shell/session-store';
import { LeadBar } from './lead-bar';
import { LeadStore } from './lead-store';
import type { Cluster } from './lead-store';
import { QueueActs } from './queue-acts';
import { addressOf, filtersIn, queryIn } from './queue-address';
import { QueueBulk } from './queue-bulk';
import type { BulkAction } from './queue-bulk';
import { QueueFilters } from './queue-filters';
import { QUEUE_KEYS } from './queue-keys';
import { QueueStore } from './queue-store';
import { QueueTable } from './queue-table';
import { QueueViews } from './queue-views';

/** Beyond it the server does not count. */
const COUNT_LIMIT = 10_000;

/** The queue of the help desk: views, filters, a list that is live and stands still under whoever reads it, and keys for all. */
@Component({
  selector: 'posko-queue-page',
  imports: [DataAge, Icon, LeadBar, QueueFilters, QueueTable, QueueViews, RouterLink],
  providers: [LeadStore, QueueActs, QueueStore],
  templateUrl: './queue-page.html',
  styleUrl: './queue-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QueuePage {
  readonly view = input<string>();
  readonly region = input<string>();
  readonly kind = input<string>();
  readonly status = input<string>();
  readonly minSeverity = input<string>();
  readonly assignee = input<string>();
  readonly parent = input<string>();
  readonly q = input<string>();
  readonly sort = input<string>();
  readonly order = input<string>();

  protected readonly store = inject(QueueStore);
  protected readonly acts = inject(QueueActs);
  private readonly bulk = inject(QueueBulk);
  private readonly router = inject(Router);
  private readonly dialog = inject(MatDialog);
  protected readonly session = inject(SessionStore);
  protected readonly policy = inject(IncidentPolicyStore).policy;
  protected readonly now = inject(BoardStore).roomNow;
  protected readonly t = injectText(queueMessages, incidentMessages, incidentKindMessages, leadMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = incidentIcons;
  private readonly table = viewChild(QueueTable);
  private readonly filters = viewChild.required(QueueFilters);

  private isPointed = false;
  private isFocused = false;

  protected readonly query = computed<QueueQuery>(() =>
    queryIn({
      view: this.view(),
      region: this.region(),
      kind: this.kind(),
      status: this.status(),
      minSeverity: this.minSeverity(),
      assignee: this.assignee(),
      parent: this.parent(),
      q: this.q(),
      sort: this.sort(),
      order: this.order(),
    }),
  );
  protected readonly bulkActions = computed(() => this.bulk.actionsFor(this.store.selected()));
  protected readonly totalText = computed(() => {
    const total = this.store.total();
    if (total === null) return '';
    return this.t(total >= COUNT_LIMIT ? 'queue.totalMost' : 'queue.total', { n: total });
  });
  /** What waits to be let in. */
  protected readonly pill = computed(() => {
    const { added, moved } = this.store.still();
    const parts = [
      added > 0 ? this.t('queue.added', { n: added }) : '',
      moved > 0 ? this.t('queue.moved', { n: moved }) : '',
    ];
    return parts.filter((part) => part !== '').join(' · ');
  });
  protected readonly doubt = computed(() => {
    const freshness = this.store.list.freshness();
    return freshness === 'live' ? '' : this.t(`queue.state.${freshness}`);
  });
  protected readonly isAlarming = computed(() => isDoubtful(this.store.list.freshness()));
  protected readonly emptyText = computed(() =>
    this.t(filtersIn(this.query()) > 0 ? 'queue.noneFiltered' : 'queue.none'),
  );
  protected readonly failure = computed(() => {
    const failure = this.store.list.failure();
    return failure === null ? this.t('panel.error') : this.t(`error.${failure.code}`);
  });

  constructor() {
    usePageTitle(() => this.t('queue.title'));
    this.listen();
    effect(() => {
      const query = this.query();
      untracked(() => this.store.ask(query));
    });
  }

  protected show(view: IncidentView): void {
    this.go({ ...this.query(), view });
  }

  protected recall(query: QueueQuery): void {
    this.go(query);
  }

  protected filter(change: Partial<Record<keyof QueueQuery, string | number | null>>): void {
    const merged = Object.entries({ ...this.query(), ...change }).filter(([, value]) => value !== null);
    this.go(queryIn(Object.fromEntries(merged.map(([name, value]) => [name, String(value)]))));
  }

  protected open(id: string): void {
    void this.router.navigate(['/incidents', id]);
  }

  protected act(action: BulkAction): void {
    void this.acts.act(action, this.store.selected());
  }

  protected merge(cluster: Cluster): void {
    void this.acts.openParent(cluster.incidents, { region: cluster.region.code, kind: cluster.kind });
  }

  protected join({ incidents, parent }: Cluster): void {
    if (parent !== null) void this.acts.putUnder(incidents, parent);
  }

  protected point(isHere: boolean): void {
    this.isPointed = isHere;
    this.store.hold(this.isPointed || this.isFocused);
  }

  protected focus(isHere: boolean): void {
    this.isFocused = isHere;
    this.store.hold(this.isPointed || this.isFocused);
  }

  /** Heard before the frame hears them: `/` searches the queue here. */
  private listen(): void {
    const document = inject(DOCUMENT);
    const onKey = (event: KeyboardEvent): void => this.onKey(event);
    document.addEventListener('keydown', onKey, { capture: true });
    inject(DestroyRef).onDestroy(() => document.removeEventListener('keydown', onKey, { capture: true }));
  }

  private onKey(event: KeyboardEvent): void {
    const act = this.keys[event.key];
    if (act === undefined || !isPlainKey(event) || isOthers(event)) return;
    event.preventDefault();
    act();
  }

  private readonly keys: Readonly<Record<string, (() => void) | undefined>> = {
    j: () => this.step(1),
    ArrowDown: () => this.step(1),
    k: () => this.step(-1),
    ArrowUp: () => this.step(-1),
    Enter: () => this.withCurrent(({ id }) => this.open(id)),
    t: () => this.withCurrent((row) => void this.acts.take(row)),
    x: () => this.withCurrent(({ id }) => this.store.toggle(id)),
    X: () => this.withCurrent(({ id }) => this.store.extend(id)),
    '.': () => this.store.apply(),
    '/': () => this.filters().focusSearch(),
    '?': () => this.help(),
    Escape: () => this.store.clearSelection(),
  };

  private help(): void {
    const lines = QUEUE_KEYS.map(({ keys, text }) => ({ keys, text: this.t(text) }));
    showKeys(this.dialog, { heading: this.t('queue.help'), close: this.t('word.close'), lines });
  }

  private step(by: number): void {
    this.table()?.focusGrid();
    this.table()?.step(by);
  }

  private withCurrent(act: (row: IncidentRow) => void): void {
    const row = this.table()?.current() ?? null;
    if (row !== null) act(row);
  }

  private go(query: QueueQuery): void {
    void this.router.navigate([], { queryParams: addressOf(query), replaceUrl: true });
  }
}

/** Keys that mean something to the control that has the focus: a button is pressed by Enter, a list walked by arrows. */
function isOthers({ key, target }: KeyboardEvent): boolean {
  const isControl = target instanceof Element && target.closest('a, button, summary, audio') !== null;
  return isControl && ['Enter', 'ArrowDown', 'ArrowUp'].includes(key);
}
