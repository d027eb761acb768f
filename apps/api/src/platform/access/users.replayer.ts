import { isKind } from '@posko/domain';
import type { JournalEntry, User } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { Replayer } from '../replay/replay-registry';
import type { UsersRepository } from './users.repository';

/** An account is as the last entry about it says. */
export class UsersReplayer implements Replayer {
  readonly tables = ['app_user'];
  private readonly users = new Map<string, User>();

  constructor(private readonly repository: UsersRepository) {}

  take(entry: JournalEntry): void {
    if (isKind(entry, 'user.created.v1') || isKind(entry, 'user.changed.v1'))
      this.users.set(entry.body.user.id, entry.body.user);
  }

  async store(manager: EntityManager): Promise<void> {
    if (this.users.size > 0) await this.repository.save(manager, [...this.users.values()]);
  }
}
