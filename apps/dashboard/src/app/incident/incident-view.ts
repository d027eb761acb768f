import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { OnInit } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import type { Incident } from '@posko/domain';
import {
  Icon,
  Panel,
  SeverityBadge,
  handlingMessages,
  incidentIcons,
  incidentKindMessages,
  incidentMessages,
  injectFormats,
  injectText,
  regionName,
} from '@posko/ui';
import { firstValueFrom } from 'rxjs';
import { Blank } from '../shell/blank';
import { BoardStore } from '../shell/board-store';
import { IncidentPolicyStore } from '../shell/incident-policy-store';
import { IncidentRows } from '../shell/incident-rows';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { isPlainKey } from '../shell/search-key';
import { SessionStore } from '../shell/session-store';
import { ActDialog } from './act-dialog';
import type { ActForm } from './act-dialog';
import { AttachmentList } from './attachment-list';
import { AttachmentStore } from './attachment-store';
import { ColleagueStore } from './colleague-store';
import { failureText } from './failure-text';
import { actionsFor } from './incident-actions';
import type { IncidentAction } from './incident-actions';
import { IncidentClocks } from './incident-clocks';
import { IncidentFacts } from './incident-facts';
import { IncidentForms, wantedOf } from './incident-forms';
import { IncidentHistory } from './incident-history';
import { IncidentStore } from './incident-store';
import type { Changed, Wanted } from './incident-store';
import { StaleDialog } from './stale-dialog';
import type { StaleChange } from './stale-dialog';

/** What a second person may do while another one edits: nothing gets lost by it. */
const BESIDE: readonly IncidentAction[] = ['comment', 'attach'];

/** One incident: facts, clocks, who is at it, what happened, what belongs to it, and what can be done. */
@Component({
  selector: 'posko-incident-view',
  imports: [
    AttachmentList,
    Blank,
    Icon,
    IncidentClocks,
    IncidentFacts,
    IncidentHistory,
    IncidentRows,
    PageHead,
    Panel,
    RouterLink,
    SeverityBadge,
  ],
  providers: [AttachmentStore, IncidentStore],
  templateUrl: './incident-view.html',
  styleUrl: './incident-view.scss',
  host: { '(document:keydown)': 'onKey($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IncidentView implements OnInit {
  readonly id = input.required<string>();

  protected readonly store = inject(IncidentStore);
  protected readonly attachments = inject(AttachmentStore);
  private readonly session = inject(SessionStore);
  private readonly forms = inject(IncidentForms);
  private readonly colleagues = inject(ColleagueStore);
  private readonly dialog = inject(MatDialog);
  protected readonly policy = inject(IncidentPolicyStore).policy;
  protected readonly now = inject(BoardStore).roomNow;
  protected readonly t = injectText(handlingMessages, incidentMessages, incidentKindMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = incidentIcons;
  /** What became of the last action. */
  protected readonly said = signal('');
  protected readonly isBad = signal(false);

  protected readonly path = computed(() =>
    (this.store.detail()?.path ?? []).map(({ code, name, level }) => ({ code, name: regionName(name, level) })),
  );
  protected readonly title = computed(() => {
    const incident = this.store.incident();
    return incident === null ? this.t('incident.title') : this.t('incident.number', { n: `#${incident.number}` });
  });
  protected readonly actions = computed(() => {
    const [incident, person] = [this.store.incident(), this.session.person()];
    return incident === null || person === null
      ? []
      : actionsFor(incident, person).filter((action) => action !== 'attach');
  });
  protected readonly canAttach = computed(() => {
    const [incident, person] = [this.store.incident(), this.session.person()];
    return incident !== null && person !== null && actionsFor(incident, person).includes('attach');
  });
  /** What mostly comes next stands out. */
  protected readonly isFirst = (action: IncidentAction): boolean => action === 'take' || action === 'start';
  protected readonly isBlocked = (action: IncidentAction): boolean =>
    this.store.holder() !== null && !BESIDE.includes(action);
  protected readonly failure = computed(() => {
    const failure = this.store.read.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });
  protected readonly viewers = computed(() =>
    this.store
      .viewers()
      .map(({ name }) => name)
      .join(', '),
  );

  constructor() {
    usePageTitle(() => this.title());
  }

  ngOnInit(): void {
    this.store.open(this.id());
  }

  protected async act(action: IncidentAction): Promise<void> {
    const detail = this.store.detail();
    if (detail === null || this.isBlocked(action)) return;
    if (action === 'assign') await this.colleagues.ask();
    const form = this.forms.formOf(action, detail);
    if (form === null) return this.change(wantedOf(action, detail.incident), detail.incident);
    const holder = BESIDE.includes(action) ? null : await this.store.hold();
    if (holder !== null) {
      this.tell(this.t('handling.heldNow', { name: holder.name }), true);
      return;
    }
    await this.ask({
      ...form,
      send: async (values, isTicked) => {
        const wanted = wantedOf(action, detail.incident, values);
        const withChildren = form.option !== undefined && isTicked;
        return this.settle(
          await this.store.change(withChildren ? { ...wanted, withChildren } : wanted, detail.incident),
        );
      },
    });
    this.store.release();
  }

  protected async attach(files: readonly File[]): Promise<void> {
    const kept = await Promise.all(files.map((file) => this.attachments.send(file)));
    const hashes = kept.flatMap((one) => one?.sha256 ?? []);
    const incident = this.store.incident();
    if (hashes.length > 0 && incident !== null) await this.change({ addAttachments: hashes }, incident);
  }

  /** `t` takes it, as in the queue. */
  protected onKey(event: KeyboardEvent): void {
    if (event.key !== 't' || !isPlainKey(event) || !this.actions().includes('take')) return;
    event.preventDefault();
    void this.act('take');
  }

  private async ask(form: ActForm): Promise<void> {
    const ref = this.dialog.open<ActDialog, ActForm, true>(ActDialog, { data: form, width: '560px' });
    await firstValueFrom(ref.afterClosed());
  }

  private async change(wanted: Wanted, base: Incident): Promise<void> {
    const failure = await this.settle(await this.store.change(wanted, base));
    if (failure !== null) this.tell(this.t('handling.failed', { why: failure }), true);
  }

  /** Null once it is done or given up; a change that came too late is first shown beside what others made of it. */
  private async settle(changed: Changed): Promise<string | null> {
    switch (changed.kind) {
      case 'done':
        this.tell(this.t('handling.done', { receipt: changed.receipt }), false);
        return null;
      case 'failed':
        return failureText(changed.failure, this.t);
      case 'stale': {
        const isMine = (await this.compare(changed)) === 'mine';
        return isMine ? this.settle(await this.store.change(changed.wanted, changed.current)) : null;
      }
      default:
        return changed satisfies never;
    }
  }

  private async compare(stale: StaleChange): Promise<'mine' | undefined> {
    const ref = this.dialog.open<StaleDialog, StaleChange, 'mine'>(StaleDialog, {
      data: stale,
      width: '900px',
      maxWidth: '95vw',
    });
    return firstValueFrom(ref.afterClosed());
  }

  private tell(text: string, isBad: boolean): void {
    this.said.set(text);
    this.isBad.set(isBad);
  }
}
