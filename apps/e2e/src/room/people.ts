import { randomBytes, randomUUID } from 'node:crypto';
import { RecoveryCodes, SecondFactorOffer, SessionResponse, UserAnswer } from '@posko/contracts';
import type { AccountRole } from '@posko/domain';
import { Authenticator } from './authenticator';

/** Somebody of the room: the same role, region and number are the same person. */
export interface Who {
  readonly role: AccountRole;
  /** All of the register unless it says otherwise. */
  readonly region?: string;
  readonly nth?: number;
}

export const SUPERVISOR: Who = { role: 'supervisor' };
const EVERYWHERE = '35';

/** Somebody with an account, and a session that requests of the room itself go by. */
export interface Member {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  /** Cookie header. */
  readonly cookie: string;
  /** Null where the role needs no second factor. */
  readonly phone: Authenticator | null;
}

export interface SetUp {
  readonly username: string;
  readonly url: string;
}

/**
 * Everyone who works here, made as they are made in earnest: the first administrator by the link that the server prints, the
 * others by invitation, supervisors with a second factor.
 */
export class People {
  private readonly members = new Map<string, Promise<Member>>();

  constructor(
    private readonly url: string,
    private readonly setUp: SetUp,
  ) {}

  member(who: Who): Promise<Member> {
    const key = keyOf(who);
    const known = this.members.get(key) ?? (key === FIRST ? this.first() : this.invited(key, who));
    this.members.set(key, known);
    return known;
  }

  private first(): Promise<Member> {
    return this.enter(this.setUp.username, this.setUp.url);
  }

  private async invited(username: string, { role, region = EVERYWHERE }: Who): Promise<Member> {
    const { cookie } = await this.member({ role: 'administrator' });
    const body = { id: randomUUID(), username, displayName: nameOf(username), role, region };
    const { answer } = await this.call('POST', '/api/users', { body, cookie });
    const { invitation } = UserAnswer.parse(answer);
    if (invitation === null) throw new Error(`${username} got no invitation`);
    return this.enter(username, invitation.path);
  }

  /** Goes in by a one-time link: sets a password and, where it is asked for, the second factor. */
  private async enter(username: string, link: string): Promise<Member> {
    const token = new URL(link, this.url).searchParams.get('token') ?? '';
    const password = randomBytes(9).toString('base64url');
    const body = { token, password };
    const { answer, cookie } = await this.call('POST', '/api/session/invitation', { body });
    const { pending, person } = SessionResponse.parse(answer);
    const phone = pending === 'second-factor' ? await this.secondFactor(cookie) : null;
    return { id: person.id, username, password, cookie, phone };
  }

  private async secondFactor(cookie: string): Promise<Authenticator> {
    const path = '/api/session/second-factor';
    const offer = SecondFactorOffer.parse((await this.call('POST', path, { cookie })).answer);
    const phone = new Authenticator(offer.secret);
    const { answer } = await this.call('PUT', path, { body: { code: phone.code() }, cookie });
    phone.keep(RecoveryCodes.parse(answer).recoveryCodes);
    return phone;
  }

  private async call(
    method: 'POST' | 'PUT',
    path: string,
    { body, cookie }: { body?: object; cookie?: string },
  ): Promise<{ answer: unknown; cookie: string }> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    return { answer: await response.json(), cookie: cookies.join('; ') };
  }
}

function keyOf({ role, region = EVERYWHERE, nth = 1 }: Who): string {
  return `${role}.${region}.${nth}`;
}

const FIRST = keyOf({ role: 'administrator' });

/** As people are called: "Operator 3578 1". */
function nameOf(username: string): string {
  const words = username.replaceAll('.', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
