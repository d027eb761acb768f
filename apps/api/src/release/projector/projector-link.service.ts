import { Injectable } from '@nestjs/common';
import type { ProjectorLink, ProjectorLinkAnswer, ProjectorLinkList, ProjectorLinkRequest } from '@posko/contracts';
import { isoTime, scopeIndex } from '@posko/domain';
import type { Person } from '@posko/domain';
import { requirePermission } from '../../platform/access/require';
import { newToken, sha256 } from '../../platform/access/secret';
import { ClockService } from '../../platform/clock/clock.service';
import { ApiError } from '../../platform/http/api-error';
import { requestHash } from '../../platform/journal/chain';
import type { NewEntry } from '../../platform/journal/journal-types';
import { JournalWriter } from '../../platform/journal/journal-writer';
import { RegisterHolder } from '../../platform/register/register-holder';
import type { Maker } from '../release.service';
import { refOf } from '../release-state';
import { ProjectorLinkRepository } from './projector-link.repository';
import type { LinkRow } from './projector-link.repository';

const HOUR_MS = 3_600_000;

/** Links by which a wall shows counted figures. They live by the real clock: a rehearsal's may jump over their end. */
@Injectable()
export class ProjectorLinkService {
  constructor(
    private readonly links: ProjectorLinkRepository,
    private readonly writer: JournalWriter,
    private readonly clock: ClockService,
    private readonly register: RegisterHolder,
  ) {}

  async list({ scope }: Person): Promise<ProjectorLinkList> {
    return { rows: (await this.links.list(scope)).map((row) => this.told(row)) };
  }

  /** The token is behind `#`: browsers keep that to themselves, so that no log on the way has it. */
  async make({ id, region, label, hours }: ProjectorLinkRequest, { person, actor }: Maker): Promise<Made> {
    requirePermission(person, 'projector.link', region);
    if (scopeIndex(this.register.current().tree, region) < 0) throw new ApiError('region-not-found');
    const [token, now] = [newToken(), this.clock.realNow()];
    const row = { id, region, label, until: now + hours * HOUR_MS, madeBy: refOf(actor), madeAt: now, revokedAt: null };
    const command = { id, requestHash: requestHash('projector.link', region, { label, hours, by: person.id }) };
    const { isRepeat } = await this.writer.transact(command, async (manager) => {
      await this.links.insert(manager, row, sha256(token));
      const body = { link: id, region, label, until: isoTime(row.until), actor };
      return { kind: 'projector.linked.v1', subject: region, body } satisfies NewEntry;
    });
    const link = this.told((await this.links.one(id)) ?? row);
    return { answer: { link, path: isRepeat ? null : `/projector#${token}` }, isRepeat };
  }

  async revoke(linkId: string, { id }: { id: string }, { person, actor }: Maker): Promise<Revoked> {
    const known = await this.links.one(linkId);
    if (known === null) throw new ApiError('projector-link-not-found');
    requirePermission(person, 'projector.link', known.region);
    const command = { id, requestHash: requestHash('projector.revoke', linkId, { by: person.id }) };
    const { isRepeat } = await this.writer.transact(command, async (manager) => {
      await this.links.revoke(manager, linkId, this.clock.realNow());
      const body = { link: linkId, region: known.region, actor };
      return { kind: 'projector.revoked.v1', subject: known.region, body } satisfies NewEntry;
    });
    return { link: this.told((await this.links.one(linkId)) ?? known), isRepeat };
  }

  private told({ until, madeAt, revokedAt, ...rest }: LinkRow): ProjectorLink {
    return {
      ...rest,
      until: isoTime(until),
      madeAt: isoTime(madeAt),
      revokedAt: revokedAt === null ? null : isoTime(revokedAt),
      isValid: revokedAt === null && until > this.clock.realNow(),
    };
  }
}

interface Made {
  readonly answer: ProjectorLinkAnswer;
  readonly isRepeat: boolean;
}

interface Revoked {
  readonly link: ProjectorLink;
  readonly isRepeat: boolean;
}
