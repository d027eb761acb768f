import type { Contest, ContestCode, RegionTree } from '@posko/domain';
import type { Register } from '../../platform/register/register-holder';
import { PublicTally } from './public-tally';

/** Regions whose file is written anew in its place; below them files are named by their content. */
const IN_PLACE = new Set(['nasional', 'provinsi', 'kabupaten']);

/** Everything that the next round needs to know of the tree that stands: sums, and the names of its files. */
export class PublishedState {
  readonly tree: RegionTree;
  readonly tallies: readonly PublicTally[];
  readonly codes: readonly ContestCode[];
  /** Regions whose file shows what Sirekap showed, by contest code. */
  readonly mirrored = new Map<ContestCode, ReadonlySet<string>>();
  private readonly byId: ReadonlyMap<string, PublicTally>;
  private readonly addresses = new Map<string, (string | undefined)[]>();

  constructor(
    readonly register: Register,
    contests: readonly Contest[],
  ) {
    this.tree = register.tree;
    this.tallies = contests.map((contest) => new PublicTally(contest, register.tree, register));
    this.codes = [...new Set(contests.map(({ code }) => code))];
    this.byId = new Map(this.tallies.map((tally) => [tally.contest.id, tally]));
  }

  tally(contest: string): PublicTally | undefined {
    return this.byId.get(contest);
  }

  of(code: ContestCode): PublicTally[] {
    return this.tallies.filter(({ contest }) => contest.code === code);
  }

  /** Widest region of a contest that has a file: its area, or what holds all parts of it. */
  topOf({ regions }: Contest): string {
    const [only] = regions;
    return regions.length === 1 && only !== undefined && this.tree.indexOf(only) >= 0 ? only : this.tree.codeOf(0);
  }

  isInPlace(region: number): boolean {
    return IN_PLACE.has(this.tree.levels[region] ?? '');
  }

  /** Where the file of a region is, relative to `v1/`; undefined while it has none. */
  addressOf({ id }: Contest, region: number): string | undefined {
    return this.isInPlace(region) ? `${id}/${this.tree.codeOf(region)}.json` : this.addresses.get(id)?.[region];
  }

  /** Notes the name of a file that is named by its content; returns the one before. */
  rename({ id }: Contest, region: number, address: string): string | undefined {
    const addresses = this.addresses.get(id) ?? [];
    this.addresses.set(id, addresses);
    const before = addresses[region];
    addresses[region] = address;
    return before === address ? undefined : before;
  }

  /** Every name in use. */
  *addressesInUse(): Generator<string> {
    for (const addresses of this.addresses.values())
      for (const address of addresses) if (address !== undefined) yield address;
  }
}

/** TPS that changed, by contest and desa (index in the register). */
export class Changes {
  /** Sirekap shows other figures. */
  isMirrorOther = false;
  private readonly byContest = new Map<PublicTally, Map<number, Set<string>>>();

  add(tally: PublicTally, tree: RegionTree, tps: string): void {
    const desa = tree.desaAt[tree.positionOf(tps)] ?? -1;
    if (desa < 0) return;
    const desas = this.byContest.get(tally) ?? new Map<number, Set<string>>();
    this.byContest.set(tally, desas.set(desa, (desas.get(desa) ?? new Set()).add(tps)));
  }

  get isEmpty(): boolean {
    return this.byContest.size === 0 && !this.isMirrorOther;
  }

  *contests(): Generator<readonly [PublicTally, ReadonlyMap<number, ReadonlySet<string>>]> {
    yield* this.byContest;
  }

  /** Regions at or above a changed desa, by contest. */
  regionsOf(tally: PublicTally, tree: RegionTree): Set<number> {
    const regions = new Set<number>();
    for (const desa of this.byContest.get(tally)?.keys() ?? []) {
      for (let at = desa; at >= 0 && !regions.has(at); at = tree.parent[at] ?? -1) regions.add(at);
    }
    return regions;
  }
}

/** Every TPS of every contest. */
export function everything(state: PublishedState): Changes {
  const { tree } = state;
  const changes = new Changes();
  for (const tally of state.tallies) {
    for (let position = 0; position < tree.size; position++) {
      if (tally.totals.area.tpsOf(position) >= 0) changes.add(tally, tree, tree.tpsCodeAt(position));
    }
  }
  return changes;
}
