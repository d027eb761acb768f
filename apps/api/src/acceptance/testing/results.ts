import type { ErrorBody, ResultAnswer, ResultList, ResultResponse } from '@posko/contracts';
import type { CHasil, Contest, Decision, Result } from '@posko/domain';
import { SMALL_CONTESTS, nextCommandId, smallTpsCode, soundForm } from '@posko/testing';
import type { RunningServer } from '../../server';
import { importContests } from './small-contests';
import { poster, send, signIn } from './small-server';
import type { Answer, Cookie } from './small-server';

/** The answer to a command, or why it was refused: `current` is what a late one meets. */
export type Answered = ResultAnswer & ErrorBody & { readonly params?: { readonly current?: Result } };

/** The contest of the governor in the small register. */
export const GOVERNOR: Contest = SMALL_CONTESTS[0] as Contest;

/** Two typists, a verifier and a supervisor at one TPS in Pacitan. */
export class ResultDesk {
  readonly path: string;

  private constructor(
    private readonly server: RunningServer,
    readonly people: Readonly<Record<'ani' | 'budi' | 'verifier' | 'supervisor', Cookie>>,
    readonly tps: string,
  ) {
    this.path = `/api/contests/pkwkp/tps/${tps}`;
  }

  static async at(server: RunningServer, position = 0): Promise<ResultDesk> {
    await importContests(server);
    const people = {
      ani: await signIn(server, 'operator', '35'),
      budi: await signIn(server, 'operator', '3501'),
      verifier: await signIn(server, 'verifier', '35'),
      supervisor: await signIn(server, 'supervisor', '35'),
    };
    return new ResultDesk(server, people, smallTpsCode(position));
  }

  /** The same people at another server of the same database. */
  on(server: RunningServer): ResultDesk {
    return new ResultDesk(server, this.people, this.tps);
  }

  enter(as: Cookie, form: unknown = soundForm(GOVERNOR), extra: object = {}): Promise<Answer<Answered>> {
    return poster(this.server, as)<Answered>(`${this.path}/entries`, { id: nextCommandId(), form, ...extra });
  }

  decide(as: Cookie, version: number, decision: Decision): Promise<Answer<Answered>> {
    return poster(this.server, as)<Answered>(`${this.path}/decisions`, { id: nextCommandId(), version, decision });
  }

  async read(as: Cookie = this.people.verifier): Promise<ResultResponse> {
    return (await send<ResultResponse>(this.server, this.path, { as })).body;
  }

  async list(query = '', as: Cookie = this.people.verifier): Promise<ResultList> {
    return (await send<ResultList>(this.server, `/api/contests/pkwkp/results${query}`, { as })).body;
  }

  /** Entered alike by both typists. */
  async published(form: CHasil = soundForm(GOVERNOR)): Promise<ResultAnswer> {
    await this.enter(this.people.ani, form);
    return (await this.enter(this.people.budi, form)).body;
  }
}
