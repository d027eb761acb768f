import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { newCommandId } from '@posko/client';
import { IncidentEvent } from '@posko/contracts';
import type { IncidentPatch, Presence } from '@posko/contracts';
import { Incident } from '@posko/domain';
import type { PersonRef } from '@posko/domain';
import { API, BoardStore } from '../shell/board-store';
import type { Failure, ResponseOf } from '../shell/board-store';
import { LIVE, listen } from '../shell/live-store';
import type { LiveMessage } from '../shell/live-store';
import { PolledRead } from '../shell/polled-read';
import { SessionStore } from '../shell/session-store';

export type IncidentDetail = ResponseOf<'incident'>;
/** What is wanted of an incident, without what every change needs. */
export type Wanted = Omit<IncidentPatch, 'id' | 'version'>;

/** What became of a change. `stale`: somebody was faster, `current` is the incident as they left it. */
export type Changed =
  | { readonly kind: 'done'; readonly receipt: string }
  | {
      readonly kind: 'stale';
      readonly before: Incident;
      readonly wanted: Wanted;
      readonly current: Incident;
      readonly since: readonly IncidentEvent[];
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Also without a message: presence ends by itself, and a lost message must not last. */
const ASK_EVERY_MS = 15_000;
const HERE_EVERY_MS = 10_000;
/** Several changes at once ask once. */
const GATHER_MS = 150;
const ADDITIONS: ReadonlySet<string> = new Set(['comment', 'addAttachments', 'addLinks']);
const UNKNOWN = new Set(['incident-not-found', 'invalid-request', 'not-found']);

/** One incident with everything around it, who looks at it, and what is done with it. Made anew for each. */
@Injectable()
export class IncidentStore {
  private readonly api = inject(API);
  private readonly live = inject(LIVE);
  private readonly session = inject(SessionStore);
  private readonly id = signal('');
  private readonly heard = signal<Presence | null>(null);
  private readonly wantsHold = signal(false);
  private gathering: ReturnType<typeof setTimeout> | null = null;
  private lastCommand = { body: '', id: '' };

  readonly read = new PolledRead<IncidentDetail>({
    read: (signal) => this.api.call('incident', { params: { incidentId: untracked(this.id) }, signal }),
    everyMs: ASK_EVERY_MS,
    now: inject(BoardStore).now,
  });
  readonly detail = this.read.value;
  readonly incident = computed(() => this.detail()?.incident ?? null);
  readonly state = computed<'loading' | 'ready' | 'missing' | 'error'>(() => {
    const failure = this.read.failure();
    if (failure !== null && UNKNOWN.has(failure.code)) return 'missing';
    const state = this.read.state();
    return state === 'empty' ? 'ready' : state;
  });
  private readonly presence = computed(() => this.heard() ?? this.detail()?.presence ?? null);
  private readonly me = computed(() => this.session.person()?.id ?? '');
  /** Others who look at it now. */
  readonly viewers = computed<readonly PersonRef[]>(() =>
    (this.presence()?.viewers ?? []).filter(({ id }) => id !== this.me()),
  );
  /** Somebody else who is editing it. */
  readonly holder = computed<PersonRef | null>(() => {
    const person = this.presence()?.holder?.person ?? null;
    return person === null || person.id === this.me() ? null : person;
  });
  readonly isHeldByMe = computed(() => this.presence()?.holder?.person.id === this.me());

  constructor() {
    effect((onCleanup) => {
      const incident = this.id();
      if (incident === '' || this.session.state() !== 'in') return;
      untracked(() => void this.read.refresh());
      const stops = untracked(() => this.follow(incident));
      const timer = setInterval(() => void this.beHere(), HERE_EVERY_MS);
      untracked(() => void this.beHere());
      onCleanup(() => {
        clearInterval(timer);
        stops.forEach((stop) => stop());
        void this.api.call('presence', { params: { incidentId: incident }, body: { isHere: false } });
      });
    });
    inject(DestroyRef).onDestroy(() => {
      if (this.gathering !== null) clearTimeout(this.gathering);
      this.read.stop();
    });
  }

  open(id: string): void {
    this.id.set(id);
  }

  /** Asks to be the one who edits; somebody else who is already, or null. */
  async hold(): Promise<PersonRef | null> {
    this.wantsHold.set(true);
    await this.beHere();
    if (this.holder() !== null) this.wantsHold.set(false);
    return this.holder();
  }

  release(): void {
    if (!this.wantsHold()) return;
    this.wantsHold.set(false);
    void this.beHere();
  }

  /**
   * Changes the incident as `base` shows it: what whoever wants this has seen, however long ago. The same change sent twice is
   * made once.
   */
  async change(wanted: Wanted, base: Incident): Promise<Changed> {
    const body = { ...wanted, version: base.version };
    const command = JSON.stringify(body);
    if (this.lastCommand.body !== command) this.lastCommand = { body: command, id: newCommandId() };
    const answer = await this.api.call('changeIncident', {
      params: { incidentId: base.id },
      body: { ...body, id: this.lastCommand.id },
    });
    void this.read.refresh();
    if (answer.isOk) return { kind: 'done', receipt: answer.value.receipt };
    const current = answer.failure.code === 'stale-version' ? currentIn(answer.failure) : null;
    if (current === null) return { kind: 'failed', failure: answer.failure };
    // What only adds overwrites nothing, whatever the incident has become.
    if (isAddition(wanted) && current.version > base.version) return this.change(wanted, current);
    return { kind: 'stale', before: base, wanted, current, since: eventsIn(answer.failure) };
  }

  private follow(incident: string): (() => void)[] {
    const scope = this.session.person()?.scope ?? '';
    const hear = (message: LiveMessage): void => this.hear(message);
    const joined = (): void => this.gather();
    return [
      listen(this.live, { room: { kind: 'incident', region: scope }, hear, joined }),
      listen(this.live, {
        room: { kind: 'presence', incident },
        hear: () => undefined,
        joined: () => void this.beHere(),
      }),
    ];
  }

  private hear(live: LiveMessage): void {
    const id = this.id();
    if (live.event === 'incident.presence.v1') {
      if (live.message.incident === id) this.heard.set(live.message);
      return;
    }
    if (live.event !== 'incident.changed.v1') return;
    const { detail } = this;
    const around = new Set([
      id,
      ...(detail()?.children ?? []).map((row) => row.id),
      ...(detail()?.related ?? []).map((row) => row.id),
    ]);
    const isOurs = live.message.incidents.some(
      (row) => around.has(row.id) || row.parent === id || row.duplicateOf === id,
    );
    if (isOurs) this.gather();
  }

  private gather(): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      void this.read.refresh();
    }, GATHER_MS);
  }

  private async beHere(): Promise<void> {
    const incidentId = this.id();
    const answer = await this.api.call('presence', { params: { incidentId }, body: { wantsHold: this.wantsHold() } });
    if (answer.isOk && this.id() === incidentId) this.heard.set(answer.value);
  }
}

function isAddition(wanted: Wanted): boolean {
  return Object.keys(wanted).every((field) => ADDITIONS.has(field));
}

/** The incident as others have left it, as the refusal tells. */
function currentIn({ body }: Failure): Incident | null {
  const parsed = Incident.safeParse(body?.params?.['current']);
  return parsed.success ? parsed.data : null;
}

/** What happened since, latest first. */
function eventsIn({ body }: Failure): readonly IncidentEvent[] {
  const parsed = IncidentEvent.array().safeParse(body?.params?.['history']);
  return parsed.success ? parsed.data : [];
}
