import { JournalEntity } from '../journal/journal.entity';
import { RegionEntity } from '../register/region.entity';
import { TpsEntity } from '../register/tps.entity';
import { SirekapProgressEntity } from '../sirekap/sirekap-progress.entity';
import type { EntityClass } from './data-source';

/** Every table that TypeORM knows; a spec holds them against the migrations. */
export const ENTITIES: readonly EntityClass[] = [JournalEntity, RegionEntity, TpsEntity, SirekapProgressEntity];
