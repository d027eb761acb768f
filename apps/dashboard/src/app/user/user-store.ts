import { Injectable, computed, inject, signal } from '@angular/core';
import { newCommandId } from '@posko/client';
import type { AccountRole } from '@posko/domain';
import { API } from '../shell/api-store';
import type { Answer, Failure, ResponseOf } from '../shell/api-store';

export type UserRow = ResponseOf<'users'>['rows'][number];
export type UserAnswer = ResponseOf<'createUser'>;
export type UserImport = ResponseOf<'importUsers'>;
export type Reset = 'password' | 'secondFactor' | 'sessions';

/** What the list is narrowed by; empty is everything. */
export interface UserFilter {
  readonly q: string;
  readonly role: AccountRole | '';
  readonly region: string;
  readonly active: 'true' | 'false' | '';
}

export interface UserDraft {
  readonly username: string;
  readonly displayName: string;
  readonly role: AccountRole;
  readonly region: string;
  readonly reason: string;
}

export type UserChange = Partial<Omit<UserDraft, 'username'>> & { readonly isActive?: boolean };

const PAGE = 100;

/** Accounts within the own scope, page by page, and what is done to them. Every command has an id of its own. */
@Injectable()
export class UserStore {
  private readonly api = inject(API);
  private readonly held = signal<readonly UserRow[]>([]);
  private readonly count = signal<number | null>(null);
  private readonly failed = signal<Failure | null>(null);
  private readonly loading = signal(false);
  private filter: UserFilter = { q: '', role: '', region: '', active: '' };
  private asking: AbortController | null = null;

  readonly rows = this.held.asReadonly();
  /** How many there are altogether; null before the first answer. */
  readonly total = this.count.asReadonly();
  readonly failure = this.failed.asReadonly();
  readonly isLoading = this.loading.asReadonly();
  readonly hasMore = computed(() => this.held().length < (this.count() ?? 0));

  async load(filter: UserFilter = this.filter): Promise<void> {
    this.filter = filter;
    const answer = await this.ask();
    if (answer?.isOk) this.held.set(answer.value.rows);
  }

  async more(): Promise<void> {
    const answer = await this.ask(this.held().at(-1)?.name);
    if (answer?.isOk) this.held.update((rows) => [...rows, ...answer.value.rows]);
  }

  create({ reason, ...draft }: UserDraft): Promise<Answer<UserAnswer>> {
    const body = { id: newCommandId(), ...draft, region: draft.region as never, ...reasonIf(reason) };
    return this.done(this.api.call('createUser', { body }));
  }

  change(userId: string, { reason, region, ...change }: UserChange): Promise<Answer<UserAnswer>> {
    const scope = region === undefined ? {} : { region: region as never };
    const body = { id: newCommandId(), ...change, ...scope, ...reasonIf(reason) };
    return this.done(this.api.call('changeUser', { params: { userId }, body }));
  }

  reset(userId: string, what: Reset, reason = ''): Promise<Answer<UserAnswer>> {
    const body = { id: newCommandId(), what, ...reasonIf(reason) };
    return this.done(this.api.call('resetUser', { params: { userId }, body }));
  }

  /** @param isTrial checks only, nobody comes in */
  import(csv: string, isTrial: boolean): Promise<Answer<UserImport>> {
    return this.api.call('importUsers', { body: { id: newCommandId(), csv, isTrial } });
  }

  /** A new question drops the one before it: whoever types on does not wait for what was typed first. */
  private async ask(after?: string): Promise<Answer<ResponseOf<'users'>> | null> {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    this.loading.set(true);
    const { q, role, region, active } = this.filter;
    const query = {
      limit: PAGE,
      ...(q === '' ? {} : { q }),
      ...(role === '' ? {} : { role }),
      ...(region === '' ? {} : { region: region as never }),
      ...(active === '' ? {} : { active }),
      ...(after === undefined ? {} : { after }),
    };
    const answer = await this.api.call('users', { query, signal: asking.signal });
    if (this.asking !== asking) return null;
    this.loading.set(false);
    this.failed.set(answer.isOk ? null : answer.failure);
    if (answer.isOk) this.count.set(answer.value.total);
    return answer;
  }

  /** What was changed shows in its row; a new account comes first, where whoever made it looks. */
  private async done(command: Promise<Answer<UserAnswer>>): Promise<Answer<UserAnswer>> {
    const answer = await command;
    if (!answer.isOk) return answer;
    const { user } = answer.value;
    const isNew = !this.held().some(({ id }) => id === user.id);
    if (isNew) this.count.update((count) => (count ?? 0) + 1);
    this.held.update((rows) => (isNew ? [user, ...rows] : rows.map((row) => (row.id === user.id ? user : row))));
    return answer;
  }
}

function reasonIf(reason: string | undefined): { reason?: string } {
  return reason === undefined || reason === '' ? {} : { reason };
}
