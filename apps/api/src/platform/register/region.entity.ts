import type { RegionLevel, RegisteredRegion } from '@posko/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('region')
export class RegionEntity implements RegisteredRegion {
  @PrimaryColumn({ type: 'text' })
  readonly code: string;

  @Column({ type: 'text' })
  readonly name: string;

  @Column({ type: 'text' })
  readonly level: RegionLevel;

  @Column({ type: 'text', name: 'parent_code', nullable: true })
  readonly parentCode: string | null;

  @Column({ type: 'integer', name: 'tps_count' })
  readonly tpsCount: number;
}
