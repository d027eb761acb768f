import type { Approval, ApprovalRequest, ErrorBody } from '@posko/contracts';
import { nextCommandId } from '@posko/testing';
import type { RunningServer } from '../../server';
import { post, poster, signIn } from './small-server';
import type { Answer, Cookie } from './small-server';

type Act = ApprovalRequest['act'];
export type ApprovalAnswer = Answer<Approval & ErrorBody>;

/** Asks for an act, as the supervisor over everything or as someone else. */
export function ask(server: RunningServer, act: Act, as?: Cookie): Promise<ApprovalAnswer> {
  const body = { id: nextCommandId(), act, reason: 'salah lapor' };
  return as === undefined ? post(server, '/api/approvals', body) : poster(server, as)('/api/approvals', body);
}

/** Approves, refuses or withdraws, as a supervisor of the province or as someone else. */
export async function decide(
  server: RunningServer,
  approval: string,
  decision: {
    status?: 'approved' | 'refused' | 'withdrawn';
    reason?: string;
    id?: string;
    as?: Cookie | undefined;
  } = {},
): Promise<ApprovalAnswer> {
  const { as, ...rest } = decision;
  const cookie = as ?? (await signIn(server, 'supervisor', '35'));
  const body = { id: nextCommandId(), status: 'approved', ...rest };
  return poster(server, cookie)(`/api/approvals/${approval}/decisions`, body);
}

/** One supervisor asks, another approves. */
export async function actTogether(server: RunningServer, act: Act): Promise<ApprovalAnswer> {
  const asked = await ask(server, act);
  return asked.status === 201 ? decide(server, asked.body.id) : asked;
}
