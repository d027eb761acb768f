import { describe, expect, it } from '@jest/globals';
import { INCIDENT_KINDS, INCIDENT_KIND_CODES } from './incident-kind';

/**
 * Kind, severity, minutes until the first answer: the table of the domain, a second time, so that a slip in either shows. At
 * once is one minute, the same day twelve hours; what is delegated to the PPK has an hour like its neighbours.
 */
const TABLE = `
  LOG-01 8 30, LOG-02 9 15, LOG-03 4 120, LOG-04 7 60, LOG-05 5 60, LOG-06 8 30,
  OPN-01 5 60, OPN-02 8 30,
  STF-01 6 60, STF-02 7 15, STF-03 10 1,
  VOT-01 4 120, VOT-02 7 60, VOT-03 9 30, VOT-04 3 120, VOT-05 3 60, VOT-06 10 15, VOT-07 8 15,
  SEC-01 7 30, SEC-02 10 1, SEC-03 5 120, SEC-04 10 1,
  ENV-01 5 60, ENV-02 9 15, ENV-03 5 60,
  CNT-01 7 120, CNT-02 6 60, CNT-03 5 120, CNT-04 4 240, CNT-05 6 120,
  SRK-01 6 60, SRK-02 6 60, SRK-03 4 60, SRK-04 5 120, SRK-05 6 120, SRK-06 8 60, SRK-07 6 120,
  REC-01 9 60,
  PSU-01 9 720,
  PSL-01 9 720,
  PSS-01 9 720,
  INF-01 1 0,
`;

describe('the kinds of incidents', () => {
  it('have the severity and the time of the first answer that the domain names', () => {
    const table = TABLE.split(/[,\n]+/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
    const kinds = INCIDENT_KIND_CODES.map((kind) => {
      const { severity, answerMinutes } = INCIDENT_KINDS[kind];
      return `${kind} ${severity} ${answerMinutes}`;
    });
    expect(kinds).toEqual(table);
  });
});
