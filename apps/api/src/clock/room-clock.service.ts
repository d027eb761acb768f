import { Inject, Injectable } from '@nestjs/common';
import type { ClockRequest, ClockResponse } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import type { Actor, Calendar } from '@posko/domain';
import { ClockService } from '../platform/clock/clock.service';
import { CALENDAR, SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { ApiError } from '../platform/http/api-error';
import { requestHash } from '../platform/journal/chain';
import { JournalFollower } from '../platform/journal/journal-follower';
import { JournalWriter } from '../platform/journal/journal-writer';

const FOLLOW_MS = 2000;

/** The room's clock as others see it; a rehearsal may set it, and every instance follows through the journal. */
@Injectable()
export class RoomClockService {
  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: ServerOptions,
    @Inject(CALENDAR) private readonly calendar: Calendar,
    private readonly clock: ClockService,
    private readonly writer: JournalWriter,
    private readonly follower: JournalFollower,
  ) {}

  read(): ClockResponse {
    const { votingDay, utcOffsetMinutes, deadlines, closesAt } = this.calendar;
    return {
      now: isoTime(this.clock.now()),
      speed: this.clock.speed,
      isRehearsal: this.options.isRehearsal,
      calendar: {
        votingDay,
        utcOffsetMinutes,
        deadlines: deadlines.map(({ stage, at }) => ({ stage, at: isoTime(at) })),
        closesAt: isoTime(closesAt),
      },
    };
  }

  /** Throws `clock-is-real` outside a rehearsal. Returns once this instance shows the new time. */
  async set(request: ClockRequest, actor: Actor): Promise<ClockResponse> {
    if (!this.options.isRehearsal) throw new ApiError('clock-is-real');
    const command = { id: request.id, requestHash: requestHash('clock.set', '', request) };
    const { entry } = await this.writer.transact(command, () => {
      const at = request.at === undefined ? this.clock.now() : Date.parse(request.at);
      const speed = request.speed ?? this.clock.speed;
      const body = { at: isoTime(at), speed, realAt: isoTime(this.clock.realNow()), actor };
      return Promise.resolve({ kind: 'clock.set.v1', subject: '', body });
    });
    await this.follower.reached(entry.seq, FOLLOW_MS);
    return this.read();
  }
}
