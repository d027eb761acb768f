import { Injectable } from '@nestjs/common';
import type { SirekapProgress } from '@posko/contracts';

/** What Sirekap shows per region, for the contest on the board. Replaced whole when an import is in the journal. */
@Injectable()
export class SirekapReader {
  private byRegion: ReadonlyMap<string, SirekapProgress> = new Map();

  of(regionCode: string): SirekapProgress | undefined {
    return this.byRegion.get(regionCode);
  }

  replace(byRegion: ReadonlyMap<string, SirekapProgress>): void {
    this.byRegion = byRegion;
  }
}
