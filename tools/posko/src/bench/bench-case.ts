import type { Figure } from './figure';
import type { Lab } from './lab';

export interface BenchOptions {
  /** Smaller and shorter: shows that the bench works, not how fast the machine is. */
  readonly isQuick: boolean;
  /** How long people work, where a bench has people in it. */
  readonly seconds?: number | undefined;
}

export interface BenchCase {
  readonly name: string;
  readonly summary: string;
  run(lab: Lab, options: BenchOptions): Promise<Figure[]>;
}
