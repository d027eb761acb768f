import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SirekapFigure } from './sirekap-figures';

/** `SirekapFigure` with its time stamp as the database keeps it. */
@Entity('sirekap_progress')
export class SirekapProgressEntity implements Omit<SirekapFigure, 'ts' | 'sha256'> {
  @PrimaryColumn({ type: 'text' })
  readonly contest: string;

  @PrimaryColumn({ type: 'text', name: 'region_code' })
  readonly regionCode: string;

  @PrimaryColumn({ type: 'text', name: 'file_region' })
  readonly fileRegion: string;

  @PrimaryColumn({ type: 'timestamptz', precision: 0 })
  readonly ts: Date;

  @Column({ type: 'integer' })
  readonly total: number;

  @Column({ type: 'integer' })
  readonly received: number;

  @Column({ type: 'jsonb' })
  readonly votes: Record<string, number>;

  @PrimaryColumn({ type: 'bytea' })
  readonly sha256: Buffer;
}
