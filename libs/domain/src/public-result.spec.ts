import { blankForm } from './form';
import { publicForm, publicHolds, publicStateOf } from './public-result';
import { RESULT_STATES } from './result';

const FORM = blankForm({ options: [] });
const HOLD = { code: 'objection', reason: 'keberatan saksi', by: { id: '1', name: 'ani' }, at: '' } as const;

describe('what the public may know of a result', () => {
  it('is its figures where they are counted, and nowhere else', () => {
    const shown = RESULT_STATES.filter((state) => publicForm({ state, form: FORM }) !== null);
    expect(shown).toEqual(['published', 'corrected']);
  });

  it('is why it is held, and of a reading that waits for the other only what somebody said by hand', () => {
    const holds = (state: (typeof RESULT_STATES)[number], isHeld = false): readonly string[] =>
      publicHolds({ state, holds: ['E104', 'E106'], hold: isHeld ? HOLD : null });
    expect(holds('held')).toEqual(['E104', 'E106']);
    expect(holds('enteredOnce')).toEqual([]);
    expect(holds('enteredOnce', true)).toEqual(['objection']);
    expect(holds('published')).toEqual([]);
    expect(holds('withdrawn')).toEqual([]);
    expect(publicHolds({ state: 'differing', holds: [], hold: null })).toEqual(['W209']);
  });

  it('has a word for every state', () => {
    expect(RESULT_STATES.map(publicStateOf)).toEqual([
      'empty',
      'photo',
      'received',
      'held',
      'held',
      'received',
      'counted',
      'withdrawn',
      'corrected',
    ]);
  });
});
