import { Injectable } from '@nestjs/common';
import type { IncidentPatchCommand, RegionRef } from '@posko/contracts';
import { TpsCode, desaCodeOf } from '@posko/domain';
import type { Incident, IncidentChange, Person } from '@posko/domain';
import { requirePermission } from '../platform/access/require';
import { UsersRepository } from '../platform/access/users.repository';
import { ApiError } from '../platform/http/api-error';
import { RegisterHolder } from '../platform/register/register-holder';
import type { Acting, ChangeWish } from './incident-aggregate';
import { IncidentRepository } from './incident.repository';

type Changes = Omit<IncidentPatchCommand, 'id' | 'version' | 'withChildren'>;

/** Whatever a command names has to be there: places, people, incidents, attachments. */
@Injectable()
export class IncidentReferences {
  constructor(
    private readonly register: RegisterHolder,
    private readonly users: UsersRepository,
    private readonly incidents: IncidentRepository,
  ) {}

  /** The TPS or region that is meant; refuses what the register does not have. */
  place({ tps, region }: { tps?: string | undefined; region?: string | undefined }): Incident['place'] {
    const code = tps ?? region ?? '';
    const { tree } = this.register.current();
    const tpsCode = TpsCode.safeParse(code);
    if (tpsCode.success && tree.positionOf(code) < 0) throw new ApiError('tps-not-found', { place: code });
    if (!tpsCode.success && tree.indexOf(code) < 0) throw new ApiError('region-not-found', { place: code });
    return code as Incident['place'];
  }

  /** Codes of all TPS of a region, in order. */
  tpsOf(region: string): string[] {
    const { tree } = this.register.current();
    const index = tree.indexOf(region);
    const first = tree.first[index] ?? 0;
    return Array.from({ length: tree.count[index] ?? 0 }, (_, offset) => tree.tpsCodeAt(first + offset));
  }

  /** Regions from the root down to the place, or to the desa of a TPS. */
  pathOf(place: string): RegionRef[] {
    const { tree } = this.register.current();
    const index = tree.indexOf(TpsCode.safeParse(place).success ? desaCodeOf(place) : place);
    return tree
      .pathOf(index)
      .reverse()
      .map((region) => tree.refOf(region));
  }

  async attachments(hashes: readonly string[] | undefined): Promise<void> {
    if (hashes === undefined || hashes.length === 0) return;
    const kept = await this.incidents.keptAttachments(hashes);
    const missing = hashes.filter((hash) => !kept.has(hash));
    if (missing.length > 0) throw new ApiError('attachment-not-found', { missing });
  }

  /** A change as understood: names in place of ids, and everything it names is there. */
  async wish({ assignee, comment, ...rest }: Changes, acting: Acting): Promise<Omit<ChangeWish, 'version'>> {
    const { person } = acting;
    if (rest.place !== undefined) this.place({ tps: rest.place });
    await this.attachments(rest.addAttachments);
    await this.links(rest.addLinks, person);
    const change = defined(rest) as IncidentChange;
    const understood = { type: 'change', ...acting, change, comment } as const;
    if (assignee === undefined) return understood;
    if (assignee === null) return { ...understood, change: { ...change, assignee } };
    const { id, name, role, scope } = await this.assignee(assignee === 'me' ? person.id : assignee);
    return { ...understood, change: { ...change, assignee: { id, name } }, assignee: { role, scope } };
  }

  /** Someone who is there to work; where, is for the decision to say. */
  private async assignee(id: string): Promise<Pick<Person, 'id' | 'name' | 'role' | 'scope'>> {
    const user = await this.users.byId(id);
    if (user?.isActive !== true) throw new ApiError('user-not-found', { user: id });
    return user;
  }

  /** Links are not one-sided: whoever links has to be allowed to read what is linked. */
  private async links(ids: readonly string[] | undefined, person: Pick<Person, 'role' | 'scope'>): Promise<void> {
    if (ids === undefined || ids.length === 0) return;
    const places = await this.incidents.placesOf(ids);
    for (const id of ids) {
      const place = places.get(id);
      if (place === undefined) throw new ApiError('incident-not-found', { incident: id });
      requirePermission(person, 'incident.read', place);
    }
  }
}

function defined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
