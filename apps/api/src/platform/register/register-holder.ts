import { Injectable } from '@nestjs/common';
import { NATIONAL_CODE, RegionTree } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import { RegisterRepository } from './register.repository';
import type { DptByPosition } from './register.repository';

/** The register in memory. Never changed in place: a new version is a new object. */
export interface Register extends DptByPosition {
  /** Number of the journal entry that brought it, 0 while there is none; positions hold within one version. */
  readonly version: number;
  /** The last entry that changed anything in it: the import, or a correction of one TPS since. */
  readonly revision: number;
  readonly tree: RegionTree;
}

const NONE: Register = {
  version: 0,
  revision: 0,
  tree: new RegionTree([]),
  dptL: new Uint16Array(0),
  dptP: new Uint16Array(0),
};

/** Holds the register that this instance works with. Whoever follows the journal calls `load` on `register.imported`. */
@Injectable()
export class RegisterHolder {
  private register = NONE;

  constructor(private readonly repository: RegisterRepository) {}

  /** Reads the register anew and returns it; on failure the one held stays. */
  async load(): Promise<Register> {
    const { version, revision, rows, dptL, dptP } = await this.repository.load();
    const tree = new RegionTree(rows);
    if (dptL.length !== tree.size) {
      throw new Error(`The register counts ${tree.size} TPS in its regions and holds ${dptL.length}`);
    }
    this.register = { version, revision, tree, dptL, dptP };
    return this.register;
  }

  /**
   * Takes a correction of one TPS and returns the register after it. Version and positions stay, so nothing that clients
   * keep by version (regions, names, order) goes stale; numbers of voters are never kept so.
   */
  correct({ seq, subject, body }: JournalEntry<'register.corrected.v1'>): Register {
    const { register } = this;
    const position = register.tree.positionOf(subject);
    if (position < 0 || seq <= register.revision) return register;
    const [dptL, dptP] = [register.dptL.slice(), register.dptP.slice()];
    dptL[position] = body.dptL;
    dptP[position] = body.dptP;
    this.register = { ...register, revision: seq, dptL, dptP };
    return this.register;
  }

  /** The nation in place of a region that is all there is, so that no query looks for what every row has. */
  widest(region: string): string {
    return region === this.register.tree.codes[0] ? NATIONAL_CODE : region;
  }

  current(): Register {
    return this.register;
  }
}
