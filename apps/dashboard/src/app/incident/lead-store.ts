import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { newCommandId } from '@posko/client';
import type { ParentRequest } from '@posko/contracts';
import { API, BoardStore } from '../shell/board-store';
import type { Answer, Failure, ResponseOf } from '../shell/board-store';
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
  /** By what is sent: the same sent again after a failure happens once. */
  private readonly commandIds = new Map<string, string>();

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
    if (answer.isOk) {
      this.commandIds.clear();
      this.refresh();
    }
    return answer;
  }

  /** Null once it is noted. */
  setMark(place: string, mark: ProposedMark, reason: string): Promise<Failure | null> {
    return this.decide(place, [mark], { isSet: true, reason });
  }

  /** Says no to all that was proposed: clearing a mark that is not set is a decision too. */
  decline({ incident, marks }: Proposal, reason: string): Promise<Failure | null> {
    return this.decide(incident.place, marks, { isSet: false, reason });
  }

  private async decide(
    tpsCode: string,
    marks: readonly ProposedMark[],
    decision: { isSet: boolean; reason: string },
  ): Promise<Failure | null> {
    for (const mark of marks) {
      const wanted = { mark, ...decision };
      const id = this.idFor(JSON.stringify({ tpsCode, ...wanted }));
      const answer = await this.api.call('mark', { params: { tpsCode }, body: { ...wanted, id } });
      if (!answer.isOk) return answer.failure;
    }
    this.commandIds.clear();
    void this.proposalRead.refresh();
    return null;
  }

  private idFor(body: string): string {
    const id = this.commandIds.get(body) ?? newCommandId();
    this.commandIds.set(body, id);
    return id;
  }
}

/** A cluster that grows is news again. */
function keyOf({ kind, region, incidents }: Cluster): string {
  return `${kind} ${region.code} ${incidents.length}`;
}
