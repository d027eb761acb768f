import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { may } from '@posko/domain';
import type { Incident, IncidentPolicy } from '@posko/domain';
import { IncidentHands } from '../platform/incident/incident-hands';
import type { Passing, PassingDesk } from '../platform/incident/incident-hands';
import { INCIDENT_POLICY } from '../platform/incident/incident-policy';
import type { NewEntry } from '../platform/journal/journal-types';
import { Act } from './act';
import { decideLed } from './incident-aggregate';
import { IncidentRepository } from './incident.repository';

/** Gives what one person holds to another, or back to the queue. The right to it is that of the act it follows from. */
@Injectable()
export class IncidentPassing implements OnModuleInit {
  constructor(
    private readonly hands: IncidentHands,
    private readonly incidents: IncidentRepository,
    @Inject(INCIDENT_POLICY) private readonly policy: IncidentPolicy,
  ) {}

  onModuleInit(): void {
    this.hands.passThrough((passing, desk) => this.pass(passing, desk));
  }

  /** What the other may not work on stays where it is. */
  private async pass({ from, to, actor, isMeant }: Passing, { manager, place }: PassingDesk): Promise<NewEntry[]> {
    const held = await this.incidents.heldBy(manager, from);
    const act = new Act(place, new Map(held.map((state) => [state.incident.id, state])));
    const change = { assignee: to === null ? null : { id: to.id, name: to.name } };
    const isFit = (incident: Incident): boolean => to === null || mayWorkOn(to, incident);
    const passed = held.filter(({ incident }) => isMeant(incident.place) && isFit(incident));
    for (const state of passed)
      act.take(decideLed(state, { change, actor }, { ...act.situation, policy: this.policy }));
    await this.incidents.saveWith(manager, act.changed());
    return act.entries;
  }
}

/** What acts on many TPS is for those who lead. */
function mayWorkOn(person: NonNullable<Passing['to']>, { place, isParent }: Incident): boolean {
  return may(person, isParent ? 'incident.lead' : 'incident.write', place);
}
