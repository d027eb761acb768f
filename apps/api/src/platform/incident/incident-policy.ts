import { readFile } from 'node:fs/promises';
import { DEFAULT_INCIDENT_POLICY, incidentPolicyOf } from '@posko/domain';
import type { IncidentPolicy, IncidentPolicySetting } from '@posko/domain';
import * as z from 'zod';

/** Token of the severities and times in use. */
export const INCIDENT_POLICY = Symbol('INCIDENT_POLICY');

/** The office's policy from its file; ours without one. Throws with what is wrong: nobody wants to learn it from a late answer. */
export async function readIncidentPolicy(file: string | undefined): Promise<IncidentPolicy> {
  if (file === undefined) return DEFAULT_INCIDENT_POLICY;
  try {
    return incidentPolicyOf(JSON.parse(await readFile(file, 'utf8')) as IncidentPolicySetting);
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`The policy of incidents in ${file} cannot be used: ${reason}`, { cause: error });
  }
}
