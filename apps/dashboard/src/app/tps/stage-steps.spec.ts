import { stageSteps } from './stage-steps';
import { TPS_STORY, reportEntry } from './testing/tps-story';

function timesOf(changes: Partial<typeof TPS_STORY>): Record<string, string | null> {
  return Object.fromEntries(
    stageSteps({ ...TPS_STORY, ...changes }).map((step) => [`${step.stage} ${step.state}`, step.at]),
  );
}

it('gives each stage the earliest time told of it, and none to those ahead', () => {
  const times = timesOf({});
  expect(times['ready passed']).toBe('2024-11-26T17:00:00+07:00');
  expect(times['open passed']).toBe('2024-11-27T07:05:00+07:00');
  expect(times['closed current']).toBe('2024-11-27T13:00:00+07:00');
  expect(times['counting ahead']).toBeNull();
  expect(times).not.toHaveProperty('unreported passed');
});

it('does not invent a time for a stage that nobody reported', () => {
  const story = TPS_STORY.story.filter((entry) => entry.kind !== 'report' || entry.stage !== 'ready');
  expect(timesOf({ story })['ready passed']).toBeNull();
});

it('leaves out reports that no longer count, and shows a stage that is owed', () => {
  const story = [reportEntry({ stage: 'counted', effect: 'superseded' }), ...TPS_STORY.story];
  const steps = stageSteps({
    ...TPS_STORY,
    story,
    overdue: { missing: 'counted', since: '2024-11-27T20:00:00+07:00' },
  });
  expect(steps.find((step) => step.stage === 'counted')).toEqual({
    stage: 'counted',
    state: 'ahead',
    at: null,
    isOwed: true,
  });
});

it('says that nothing was reported while nothing was', () => {
  const [first] = stageSteps({ ...TPS_STORY, stage: 'unreported', stageAt: null, story: [] });
  expect(first).toEqual({ stage: 'unreported', state: 'current', at: null, isOwed: false });
});
