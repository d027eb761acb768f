import type { BenchCase } from './bench-case';
import { BROWSER } from './cases/browser';
import { DESK } from './cases/desk';
import { ENTRIES } from './cases/entries';
import { INCIDENTS } from './cases/incidents';
import { PUBLIC_FILES, PUBLIC_NATION } from './cases/public-files';
import { REPORTS } from './cases/reports';
import { SCALE } from './cases/scale';
import { FAN_OUT, RECONNECT } from './cases/sockets';
import { SIGN_IN } from './cases/sign-in';
import { START } from './cases/start';

/** In the order in which they run. */
export const CASES: readonly BenchCase[] = [
  REPORTS,
  ENTRIES,
  FAN_OUT,
  RECONNECT,
  SCALE,
  START,
  PUBLIC_FILES,
  PUBLIC_NATION,
  INCIDENTS,
  DESK,
  SIGN_IN,
  BROWSER,
];
