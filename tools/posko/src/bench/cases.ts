import type { BenchCase } from './bench-case';
import { REPORTS } from './cases/reports';
import { FAN_OUT, RECONNECT } from './cases/sockets';

/** In the order in which they run. */
export const CASES: readonly BenchCase[] = [REPORTS, FAN_OUT, RECONNECT];
