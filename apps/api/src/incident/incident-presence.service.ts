import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { Presence, PresenceRequest } from '@posko/contracts';
import { may } from '@posko/domain';
import type { Person } from '@posko/domain';
import { requirePermission } from '../platform/access/require';
import { ClockService } from '../platform/clock/clock.service';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { ChannelListener } from '../platform/database/channel-listener';
import { ApiError } from '../platform/http/api-error';
import { IncidentPresenceRepository, PRESENCE_CHANNEL } from './incident-presence.repository';
import { IncidentRepository } from './incident.repository';

/** A lease that is not renewed ends after this; screens renew it every ten seconds. */
export const LEASE_MS = 30_000;
/** Leases end by themselves: open rooms are looked at this often. */
const LOOK_MS = 3000;
const FORGET_AFTER_MS = 60_000;

export interface PresenceOutlet {
  /** Incidents that someone listens to here. */
  watched(): readonly string[];
  present(presence: Presence): void;
}

/**
 * Who looks at an incident and who holds it, over all instances. The hold is a courtesy: what keeps two people from
 * overwriting each other is the incident's version.
 */
@Injectable()
export class IncidentPresenceService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(IncidentPresenceService.name);
  private readonly listener: ChannelListener;
  private readonly told = new Map<string, string>();
  private outlet: PresenceOutlet | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(SERVER_OPTIONS) options: ServerOptions,
    private readonly presences: IncidentPresenceRepository,
    private readonly incidents: IncidentRepository,
    private readonly clock: ClockService,
  ) {
    const wire = { databaseUrl: options.databaseUrl, channel: PRESENCE_CHANNEL, name: 'posko presence' };
    this.listener = new ChannelListener(wire, (incident) => void this.look(incident));
  }

  /** Tells this instance's sockets from now on. */
  watch(outlet: PresenceOutlet): void {
    this.outlet = outlet;
    this.timer = setInterval(() => void this.sweep(), LOOK_MS).unref();
    void this.listener.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.listener.close();
  }

  async note(
    incident: string,
    person: Person,
    { isHere = true, wantsHold = false }: PresenceRequest,
  ): Promise<Presence> {
    const place = await this.placeOf(incident);
    requirePermission(person, 'incident.read', place);
    const now = this.clock.realNow();
    await this.presences.note({
      incident,
      person: { id: person.id, name: person.name },
      isHere,
      wantsHold: wantsHold && may(person, 'incident.write', place),
      ...{ now, until: now + LEASE_MS },
    });
    return this.of(incident);
  }

  async of(incident: string): Promise<Presence> {
    const found = await this.presences.of([incident], this.clock.realNow());
    return found.get(incident) ?? { incident, viewers: [], holder: null };
  }

  /** Where an incident is, for whoever wants to listen to it. */
  async placeOf(incident: string): Promise<string> {
    const place = (await this.incidents.placesOf([incident])).get(incident);
    if (place === undefined) throw new ApiError('incident-not-found');
    return place;
  }

  private async sweep(): Promise<void> {
    await this.look(null);
    await this.presences.forget(this.clock.realNow() - FORGET_AFTER_MS).catch(() => undefined);
  }

  /** Tells who is there now where that is not what was told last. */
  private async look(incident: string | null): Promise<void> {
    const watched = this.outlet?.watched() ?? [];
    for (const id of this.told.keys()) if (!watched.includes(id)) this.told.delete(id);
    const wanted = incident === null ? watched : watched.filter((id) => id === incident);
    if (wanted.length === 0) return;
    try {
      for (const presence of (await this.presences.of(wanted, this.clock.realNow())).values()) this.tell(presence);
    } catch (error) {
      this.logger.warn(`Who looks at incidents cannot be read: ${String(error)}`);
    }
  }

  private tell(presence: Presence): void {
    const text = JSON.stringify(presence);
    if (this.told.get(presence.incident) === text) return;
    this.told.set(presence.incident, text);
    this.outlet?.present(presence);
  }
}
