import { Journal0001000000000001 } from './0001-journal';
import { Register0002000000000002 } from './0002-register';
import { TpsState0003000000000003 } from './0003-tps-state';
import { Sirekap0004000000000004 } from './0004-sirekap';
import { Access0005000000000005 } from './0005-access';
import { Incident0006000000000006 } from './0006-incident';
import { Desk0007000000000007 } from './0007-desk';
import { Approval0008000000000008 } from './0008-approval';
import { ActivationIssue0009000000000009 } from './0009-activation-issue';
import { Contest0009000000000010 } from './0010-contest';
import { Result0009000000000011 } from './0011-result';
import { Evidence0009000000000012 } from './0012-evidence';
import { Recap0009000000000013 } from './0013-recap';
import { SirekapForm0009000000000014 } from './0014-sirekap-form';
import { Release0009000000000016 } from './0016-release';

/** Every migration, in the order in which they run: by the last 13 digits of their names, which only grow. */
export const MIGRATIONS = [
  Journal0001000000000001,
  Register0002000000000002,
  TpsState0003000000000003,
  Sirekap0004000000000004,
  Access0005000000000005,
  Incident0006000000000006,
  Desk0007000000000007,
  Approval0008000000000008,
  ActivationIssue0009000000000009,
  Contest0009000000000010,
  Result0009000000000011,
  Evidence0009000000000012,
  Recap0009000000000013,
  SirekapForm0009000000000014,
  Release0009000000000016,
];
