import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { IncidentFeed, answered, newCommandId } from '@posko/client';
import type { IncidentPage } from '@posko/client';
import type { IncidentRow } from '@posko/contracts';
import { RINGING_SEVERITY, isOpen } from '@posko/domain';
import { readPreference, writePreference } from '@posko/ui';
import { API } from './api-store';
import type { Failure } from './api-store';
import { LIVE } from './live-store';
import { RingTone } from './ring-tone';
import { SessionStore } from './session-store';

const RING_EVERY_MS = 6_000;
const HEARD_KEY = 'posko.ring.heard';
/** Acknowledged ones that this browser remembers. */
const MOST_HEARD = 200;
const SOUND = ['on', 'off'] as const;

/** Severe incidents of the own region that nobody has acted on yet: they ring, on this screen until somebody says so. */
@Injectable({ providedIn: 'root' })
export class RingStore {
  private readonly api = inject(API);
  private readonly live = inject(LIVE);
  private readonly session = inject(SessionStore);
  private readonly tone = inject(RingTone);
  private readonly rows = signal<readonly IncidentRow[]>([]);
  private readonly heard = signal<ReadonlySet<string>>(readHeard());
  private readonly chosen = signal(readPreference('ring', SOUND));

  /** What rings on this screen, the worst first, the youngest of those. */
  readonly ringing = computed(() =>
    this.rows().filter(
      ({ id, assignee, firstAnsweredAt }) => assignee === null && firstAnsweredAt === null && !this.heard().has(id),
    ),
  );
  /** At the desk and on the wall unless switched off; for others only where switched on. */
  readonly hasSound = computed(() => {
    const rings = this.session.may('incident.write') || this.session.person()?.role === 'viewer';
    return (this.chosen() ?? (rings ? 'on' : 'off')) === 'on';
  });
  readonly isBlocked = this.tone.isBlocked;
  private readonly isSounding = computed(() => this.ringing().length > 0 && this.hasSound());

  constructor() {
    let feed: IncidentFeed | null = null;
    effect((onCleanup) => {
      if (this.session.state() !== 'in' || !this.session.may('incident.watch')) return;
      const scope = untracked(this.session.person)?.scope;
      if (scope === undefined) return;
      feed = this.feedOf(scope);
      feed.value.subscribe((list) => this.rows.set(list?.rows ?? []));
      feed.start();
      onCleanup(() => feed?.stop());
    });
    inject(DestroyRef).onDestroy(() => feed?.stop());
    effect((onCleanup) => {
      if (!this.isSounding()) return;
      this.tone.ring();
      const timer = setInterval(() => this.tone.ring(), RING_EVERY_MS);
      onCleanup(() => clearInterval(timer));
    });
  }

  /** Silence on this screen. */
  acknowledge(id: string): void {
    this.heard.update((before) => new Set([...before, id].slice(-MOST_HEARD)));
    writeHeard(this.heard());
  }

  switchSound(): void {
    const next = this.hasSound() ? 'off' : 'on';
    this.chosen.set(next);
    writePreference('ring', next);
    if (next === 'on') void this.tone.allow();
  }

  /** Somebody pressed something: the browser lets us sound from now on. */
  allowSound(): void {
    void this.tone.allow();
  }

  async take(row: IncidentRow): Promise<Failure | null> {
    const body = { id: newCommandId(), version: row.version, status: 'inProgress', assignee: 'me' } as const;
    const answer = await this.api.call('changeIncident', { params: { incidentId: row.id }, body });
    return answer.isOk ? null : answer.failure;
  }

  private feedOf(region: string): IncidentFeed {
    return new IncidentFeed<IncidentPage>({
      live: this.live.port(),
      question: {
        region,
        belongs: (row) => isOpen(row.status) && row.severity >= RINGING_SEVERITY,
        compare: (a, b) => b.severity - a.severity || b.number - a.number,
        load: async () => {
          const answer = await this.api.call('watchIncidents', {});
          return answer.isOk ? answered({ ...answer.value, next: null }) : answer;
        },
      },
    });
  }
}

function readHeard(): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage.getItem(HEARD_KEY) ?? '[]');
    return new Set(Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}

function writeHeard(heard: ReadonlySet<string>): void {
  try {
    globalThis.localStorage.setItem(HEARD_KEY, JSON.stringify([...heard]));
  } catch {
    // A private window without storage: it holds until the page is left.
  }
}
