import { Injectable } from '@nestjs/common';
import type { CallList, SilentList, SilentTps } from '@posko/contracts';
import { TpsCode, desaCodeOf, isoTime, stageAt } from '@posko/domain';
import type { PersonRef } from '@posko/domain';
import { ClockService } from '../platform/clock/clock.service';
import { ContactReader } from '../platform/contact/contact-reader';
import { SilenceReader } from '../platform/silence/silence-reader';
import type { SilentPlace } from '../platform/silence/silence-reader';
import { CallRepository } from './call.repository';
import type { CallRow, Lease } from './call.repository';

/** Silent TPS as operators see them: in lists per kecamatan, and one by one with whom to ring. */
@Injectable()
export class CallListService {
  constructor(
    private readonly calls: CallRepository,
    private readonly contacts: ContactReader,
    private readonly silence: SilenceReader,
    private readonly clock: ClockService,
  ) {}

  /** Per kecamatan, longest silence first. */
  async lists(region: string): Promise<CallList> {
    const silent = this.silence.within(region);
    const leases = new Map((await this.calls.leases(this.clock.realNow())).map((lease) => [lease.tps, lease]));
    const inVain = await this.calls.inVain(region);
    const groups = new Map<number, SilentPlace[]>();
    for (const place of silent) {
      const kecamatan = this.kecamatanOf(place.position);
      groups.set(kecamatan, [...(groups.get(kecamatan) ?? []), place]);
    }
    const rows = [...groups].map(([kecamatan, places]) => this.listOf(kecamatan, places, { leases, inVain }));
    return { ...this.asOf(), total: silent.length, rows };
  }

  /** The call list of a region, longest silence first. */
  async silent(region: string, limit: number): Promise<SilentList> {
    const { tree } = this.silence;
    const silent = this.silence.within(region);
    const codes = silent.slice(0, limit).map(({ position }) => tree.tpsCodeAt(position));
    return { ...this.asOf(), total: silent.length, rows: await this.describe(codes) };
  }

  /** These TPS with all that an operator wants to know before ringing; those that are not silent any more are left out. */
  async describe(codes: readonly string[]): Promise<SilentTps[]> {
    const contacts = await this.contacts.ofTps(codes);
    const past = Map.groupBy(await this.calls.past(codes), ({ tps }) => tps);
    const leases = new Map((await this.calls.leases(this.clock.realNow())).map((lease) => [lease.tps, lease]));
    const { current, tree } = this.silence;
    return codes.flatMap((code) => {
      const position = tree.positionOf(code);
      const silence = current.silence(position);
      if (silence === null) return [];
      const path = tree.pathOf(tree.indexOf(desaCodeOf(code))).reverse();
      return {
        code: TpsCode.parse(code),
        path: path.map((region) => tree.refOf(region)),
        stage: stageAt(current.board.stages[position] ?? 0),
        missing: silence.missing,
        since: isoTime(silence.since),
        contacts: contacts.get(code) ?? [],
        calls: (past.get(code) ?? []).flatMap(callOf),
        takenBy: takenBy(leases.get(code)),
      };
    });
  }

  private listOf(
    kecamatan: number,
    places: readonly SilentPlace[],
    { leases, inVain }: { leases: ReadonlyMap<string, Lease>; inVain: ReadonlyMap<string, number> },
  ): CallList['rows'][number] {
    const { tree } = this.silence;
    const codes = places.map(({ position }) => tree.tpsCodeAt(position));
    const taken = codes.flatMap((code) => leases.get(code) ?? []);
    const operators = new Map<string, PersonRef>(taken.map(({ person }) => [person.id, person]));
    return {
      region: tree.refOf(kecamatan),
      silent: places.length,
      taken: taken.length,
      tried: places.filter(({ since }, index) => (inVain.get(codes[index] ?? '') ?? -Infinity) >= since).length,
      longestSince: isoTime(places[0]?.since ?? 0),
      operators: [...operators.values()],
    };
  }

  private kecamatanOf(position: number): number {
    const { tree } = this.silence;
    return tree.parent[tree.desaAt[position] ?? -1] ?? -1;
  }

  private asOf(): { seq: number; at: string } {
    return { seq: this.silence.current.seq, at: isoTime(this.clock.now()) };
  }
}

function callOf({ endedAt, person, personName, outcome, note, phone }: CallRow): SilentTps['calls'] {
  if (endedAt === null || outcome === null) return [];
  return [{ at: isoTime(endedAt), by: { id: person, name: personName }, outcome, note, phone }];
}

function takenBy(lease: Lease | undefined): SilentTps['takenBy'] {
  return lease === undefined ? null : { person: lease.person, until: isoTime(lease.until) };
}
