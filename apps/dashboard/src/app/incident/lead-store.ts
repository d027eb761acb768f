import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { newCommandId } from '@posko/client';
import type { ParentRequest } from '@posko/contracts';
import { API, BoardStore } from '../shell/board-store';
import type { Answer, ResponseOf } from '../shell/board-store';
import { PolledRead } from '../shell/polled-read';
import { SessionStore } from '../shell/session-store';

export type Cluster = ResponseOf<'clusters'>['rows'][number];
export type Proposal = ResponseOf<'proposals'>['rows'][number];
export type ProposedMark = Proposal['marks'][number];

const ASK_EVERY_MS = 30_000;

/** What a supervisor decides for many: clusters that may be one cause, and marks that incidents put in play. */
@Injectable()
export class LeadStore {
  private readonly api = inject(API);
  private readonly session = inject(SessionStore);
  private readonly now = inject(BoardStore).now;
  /** Put off until the page is left. */
  private readonly later = signal<ReadonlySet<string>>(new Set());
  private lastCommand = { body: '', id: '' };

  private readonly clusterRead = new PolledRead<ResponseOf<'clusters'>>({
    read: (signal) => (this.session.may('incident.lead') ? this.api.call('clusters', { signal }) : null),
    everyMs: ASK_EVERY_MS,
    now: this.now,
  });
  private readonly proposalRead = new PolledRead<ResponseOf<'proposals'>>({
    read: (signal) => (this.session.may('mark.set') ? this.api.call('proposals', { signal }) : null),
    everyMs: ASK_EVERY_MS,
    now: this.now,
  });
  readonly clusters = computed<readonly Cluster[]>(() =>
    (this.clusterRead.value()?.rows ?? []).filter((cluster) => !this.later().has(keyOf(cluster))),
  );
  readonly proposals = computed<readonly Proposal[]>(() =>
    (this.proposalRead.value()?.rows ?? []).filter(({ incident }) => !this.later().has(incident.id)),
  );

  constructor() {
    effect(() => {
      if (this.session.state() === 'in') untracked(() => this.refresh());
    });
    inject(DestroyRef).onDestroy(() => {
      this.clusterRead.stop();
      this.proposalRead.stop();
    });
  }

  refresh(): void {
    void this.clusterRead.refresh();
    void this.proposalRead.refresh();
  }

  putOff(what: Cluster | Proposal): void {
    this.later.update((before) => new Set([...before, 'region' in what ? keyOf(what) : what.incident.id]));
  }

  /** Opens a parent. The same sent twice opens one. */
  async openParent(wanted: Omit<ParentRequest, 'id'>): Promise<Answer<ResponseOf<'openParent'>>> {
    const answer = await this.api.call('openParent', { body: { ...wanted, id: this.idFor(JSON.stringify(wanted)) } });
    if (answer.isOk) this.refresh();
    return answer;
  }

  async setMark(tpsCode: string, mark: ProposedMark, reason: string): Promise<Answer<ResponseOf<'mark'>>> {
    const wanted = { mark, isSet: true, reason } as const;
    const id = this.idFor(JSON.stringify({ tpsCode, ...wanted }));
    const answer = await this.api.call('mark', { params: { tpsCode }, body: { ...wanted, id } });
    if (answer.isOk) void this.proposalRead.refresh();
    return answer;
  }

  private idFor(body: string): string {
    if (this.lastCommand.body !== body) this.lastCommand = { body, id: newCommandId() };
    return this.lastCommand.id;
  }
}

/** A cluster that grows is news again. */
function keyOf({ kind, region, incidents }: Cluster): string {
  return `${kind} ${region.code} ${incidents.length}`;
}
