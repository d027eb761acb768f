import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { JournalFollower } from '../platform/journal/journal-follower';
import { SilenceReader } from '../platform/silence/silence-reader';
import { BoardController } from './board.controller';
import { BoardGateway } from './board.gateway';
import { BoardProjection } from './board.projection';
import { BoardPublication } from './board-publication';
import { BoardPublisher } from './board-publisher';
import { BoardRepository } from './board.repository';
import { BoardService } from './board.service';
import { CalendarTicker } from './calendar-ticker';
import { SnapshotCache } from './snapshot-cache';

@Module({
  controllers: [BoardController],
  providers: [
    BoardRepository,
    BoardProjection,
    BoardService,
    BoardPublisher,
    BoardPublication,
    BoardGateway,
    SnapshotCache,
    CalendarTicker,
  ],
})
export class BoardModule implements OnModuleInit {
  constructor(
    private readonly follower: JournalFollower,
    private readonly projection: BoardProjection,
    private readonly silence: SilenceReader,
  ) {}

  onModuleInit(): void {
    this.follower.register(this.projection);
    this.silence.follow(this.projection);
  }
}
