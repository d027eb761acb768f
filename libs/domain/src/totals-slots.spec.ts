import { describe, expect, it } from '@jest/globals';
import type { CHasil } from './form';
import { blankForm } from './form';
import { TotalsSlots } from './totals-slots';

const option = (id: string, kind: 'party' | 'person', party: string | null) => ({
  ...{ id, kind, party, number: 1, name: id, colour: null },
});
const PARTIES = { options: [option('1', 'party', null), option('11', 'person', '1'), option('2', 'party', null)] };

/** A form with another figure at every place. */
function numbered(): CHasil {
  let next = 0;
  return JSON.parse(JSON.stringify(blankForm(PARTIES)), (_, value: unknown) =>
    value === null ? ++next : value,
  ) as CHasil;
}

describe('sums', () => {
  const slots = new TotalsSlots(PARTIES);
  const form = numbered();

  it('carry every figure of the form under its own name', () => {
    const { votes, ...blocks } = form;
    const { options, parties, ...sums } = votes;
    const came = form.came.total.j;
    const dpt = form.voters.dpt.j;
    expect(slots.named(Int32Array.of(7, ...slots.figuresOf(form)), true)).toEqual({
      ...{ tps: 7, options, parties, ...sums, dpt, came, blocks },
    });
  });

  it('leave the blocks out unless they are asked for, and take what nobody has written for nothing', () => {
    const sums = slots.named(Int32Array.of(1, ...slots.figuresOf(blankForm(PARTIES))), false);
    expect(sums).toEqual({
      ...{ tps: 1, options: { '1': 0, '11': 0, '2': 0 }, parties: { '1': 0, '2': 0 } },
      ...{ valid: 0, invalid: 0, total: 0, dpt: 0, came: 0 },
    });
  });
});
