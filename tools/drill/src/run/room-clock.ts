import { randomUUID } from 'node:crypto';
import type { ClockResponse } from '@posko/contracts';
import { readClock } from '@posko/domain';
import type { ClockSetting } from '@posko/domain';
import type { DrillApi, RealTime } from './api';

const FOLLOW_EVERY_MS = 500;
/** Together about two minutes: a server that restarts is waited for. */
const SET_ATTEMPTS = 65;
const SET_BACKOFF_MS = 250;
const MAX_SET_BACKOFF_MS = 2000;

/**
 * The clock the drill goes by. A server in rehearsal has the say: the drill sets its clock and then follows it, so that a
 * pause or jump from the dashboard or another terminal holds here too. Any other server shows real time, which nobody may
 * set; then the drill keeps a clock of its own.
 */
export class RoomClock {
  private setting: ClockSetting;
  private followedAt = -Infinity;
  private isFollowing = false;
  private revision = 0;

  /** @param first the server's clock as just read */
  constructor(
    private readonly api: DrillApi,
    private readonly time: RealTime,
    private readonly first: ClockResponse,
  ) {
    this.setting = this.settingOf(first, time.now());
  }

  get isServers(): boolean {
    return this.first.isRehearsal;
  }

  get speed(): number {
    return this.setting.speed;
  }

  /** Milliseconds since the epoch, as the room has it. */
  now(): number {
    return readClock(this.setting, this.time.now());
  }

  /** Sets the room's clock; what is left out stays. Throws if the server cannot be reached for long. */
  async set(to: { at?: number; speed?: number }): Promise<void> {
    this.revision++;
    if (!this.isServers) {
      this.setting = { at: to.at ?? this.now(), speed: to.speed ?? this.speed, realAt: this.time.now() };
      return;
    }
    const at = to.at === undefined ? {} : { at: new Date(to.at).toISOString() };
    const speed = to.speed === undefined ? {} : { speed: to.speed };
    const response = await this.put({ id: randomUUID(), ...at, ...speed });
    this.setting = this.settingOf(response, this.time.now());
  }

  /** Looks at the server's clock twice a second; without an answer the last setting goes on. */
  follow(): void {
    const now = this.time.now();
    if (!this.isServers || this.isFollowing || now - this.followedAt < FOLLOW_EVERY_MS) return;
    this.followedAt = now;
    this.isFollowing = true;
    void this.look().finally(() => {
      this.isFollowing = false;
    });
  }

  private async look(): Promise<void> {
    const { revision } = this;
    const askedAt = this.time.now();
    const response = await this.api.clock().catch(() => null);
    // A setting of our own made meanwhile is newer than this answer.
    if (response === null || revision !== this.revision) return;
    this.setting = this.settingOf(response, (askedAt + this.time.now()) / 2);
  }

  private async put(request: Parameters<DrillApi['setClock']>[0]): Promise<ClockResponse> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.api.setClock(request);
      } catch (error) {
        if (attempt === SET_ATTEMPTS) throw error;
        await this.time.wait(Math.min(MAX_SET_BACKOFF_MS, SET_BACKOFF_MS * attempt));
      }
    }
  }

  private settingOf(response: ClockResponse, realAt: number): ClockSetting {
    return { at: Date.parse(response.now), speed: response.isRehearsal ? response.speed : 1, realAt };
  }
}
