import type { BenchCase } from './bench-case';
import { REPORTS } from './cases/reports';

/** In the order in which they run. */
export const CASES: readonly BenchCase[] = [REPORTS];
