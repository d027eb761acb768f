import { Injectable } from '@nestjs/common';
import type { Cluster, ClusterList, ProposalList } from '@posko/contracts';
import { incidentRowOf } from '@posko/contracts';
import { clustersOf, covers, isoTime } from '@posko/domain';
import type { IncidentCluster } from '@posko/domain';
import { ClockService } from '../platform/clock/clock.service';
import { RegisterHolder } from '../platform/register/register-holder';
import { IncidentQueueRepository } from './incident-queue.repository';

/** What came longer ago than this is no news. */
const RECENT_MS = 2 * 3_600_000;
const RECENT_LIMIT = 5000;
const CLUSTER_LIMIT = 10;
/** Told of one cluster; what is left over is suggested again, for the same parent. */
const MEMBER_LIMIT = 100;
const PROPOSAL_LIMIT = 100;

/** What the system proposes to people: one parent for many calls, a mark for a TPS. */
@Injectable()
export class IncidentSuggestions {
  constructor(
    private readonly queue: IncidentQueueRepository,
    private readonly register: RegisterHolder,
    private readonly clock: ClockService,
  ) {}

  async clusters(region: string): Promise<ClusterList> {
    const scope = this.register.widest(region);
    const seq = await this.queue.seq();
    const now = this.clock.now();
    const [recent, parents] = await Promise.all([
      this.queue.recent(scope, now - RECENT_MS, RECENT_LIMIT),
      this.queue.openParents(scope),
    ]);
    const clusters = clustersOf(recent)
      .slice(0, CLUSTER_LIMIT)
      .map((cluster) => ({ ...cluster, members: cluster.members.slice(0, MEMBER_LIMIT) }));
    const incidents = await this.queue.byIds(clusters.flatMap(({ members }) => members.map(({ id }) => id)));
    const rowById = new Map(incidents.map((incident) => [incident.id, incidentRowOf(incident, true)]));
    const rows = clusters.map((cluster): Cluster => {
      const parent = parents.find(({ kind, place }) => kind === cluster.kind && covers(place, cluster.region));
      const members = cluster.members.flatMap(({ id }) => rowById.get(id) ?? []);
      return { ...this.headOf(cluster), incidents: members, parent: parent?.id ?? null };
    });
    return { seq, at: isoTime(now), rows };
  }

  async proposals(scope: string): Promise<ProposalList> {
    const seq = await this.queue.seq();
    const undecided = await this.queue.undecided(this.register.widest(scope), PROPOSAL_LIMIT);
    const rows = undecided.map(({ incident, marks }) => ({ incident: incidentRowOf(incident, true), marks }));
    return { seq, rows };
  }

  private headOf({ kind, region, members }: IncidentCluster): Pick<Cluster, 'kind' | 'region' | 'firstAt' | 'lastAt'> {
    const { tree } = this.register.current();
    return {
      kind,
      region: tree.refOf(tree.indexOf(region)),
      firstAt: isoTime(members[0]?.openedAt ?? 0),
      lastAt: isoTime(members.at(-1)?.openedAt ?? 0),
    };
  }
}
