import type { RegisteredTps } from '@posko/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('tps')
export class TpsEntity implements RegisteredTps {
  @PrimaryColumn({ type: 'integer' })
  readonly position: number;

  @Column({ type: 'text' })
  readonly code: string;

  @Column({ type: 'text', name: 'desa_code' })
  readonly desaCode: string;

  @Column({ type: 'smallint' })
  readonly number: number;

  @Column({ type: 'smallint', name: 'dpt_l' })
  readonly dptL: number;

  @Column({ type: 'smallint', name: 'dpt_p' })
  readonly dptP: number;
}
