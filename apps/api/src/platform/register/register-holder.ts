import { Injectable } from '@nestjs/common';
import { RegionTree } from '@posko/domain';
import { RegisterRepository } from './register.repository';
import type { DptByPosition } from './register.repository';

/** The register in memory. Never changed in place: a new version is a new object. */
export interface Register extends DptByPosition {
  /** Number of the journal entry that brought it, 0 while there is none; positions hold within one version. */
  readonly version: number;
  readonly tree: RegionTree;
}

const NONE: Register = {
  version: 0,
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
    const { version, rows, dptL, dptP } = await this.repository.load();
    const tree = new RegionTree(rows);
    if (dptL.length !== tree.size) {
      throw new Error(`The register counts ${tree.size} TPS in its regions and holds ${dptL.length}`);
    }
    this.register = { version, tree, dptL, dptP };
    return this.register;
  }

  current(): Register {
    return this.register;
  }
}
