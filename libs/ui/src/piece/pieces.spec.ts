import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import type { Type } from '@angular/core';
import { MARKS, STAGES, markBit } from '@posko/domain';
import type { StageCounts } from '@posko/domain';
import { Language } from '../language';
import { DataAge } from './data-age';
import { MarkBadge } from './mark-badge';
import { Panel } from './panel';
import { StageBar } from './stage-bar';
import { StageChip } from './stage-chip';
import { MARK_ICON, marksByLoudness, troubleOf } from './trouble';

async function show<T>(type: Type<T>, inputs: Record<string, unknown>): Promise<ComponentFixture<T>> {
  const fixture = TestBed.createComponent(type);
  Object.entries(inputs).forEach(([name, value]) => fixture.componentRef.setInput(name, value));
  await fixture.whenStable();
  return fixture;
}

function textOf(fixture: ComponentFixture<unknown>): string {
  return (fixture.nativeElement as HTMLElement).textContent.replaceAll(/\s+/g, ' ').trim();
}

const none = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as StageCounts;

beforeEach(() => localStorage.clear());

describe('trouble', () => {
  it('takes the worst of a byte', () => {
    expect(troubleOf(0)).toBe(0);
    expect(troubleOf(markBit('psu') | markBit('delegatedToPpk'))).toBe(0);
    expect(troubleOf(markBit('overdue') | markBit('psu'))).toBe(1);
    expect(troubleOf(markBit('overdue') | markBit('incident'))).toBe(2);
    expect(marksByLoudness(0xff)[0]).toBe('incident');
    expect(marksByLoudness(0xff)).toHaveLength(MARKS.length);
  });
});

describe('stage bar', () => {
  it('says its proportions in words, furthest stage first', async () => {
    const fixture = await show(StageBar, { stages: { ...none, sent: 250, ready: 750 } });
    expect(fixture.nativeElement.getAttribute('aria-label')).toBe(
      'Terkirim 250 (25,0 %), Siap 750 (75,0 %)'.replaceAll(' %', '\u00a0%'),
    );
    const bar = fixture.componentInstance;
    expect(bar['gradient']()).toBe(
      'linear-gradient(90deg, var(--posko-stage-sent) 0% 25%, var(--posko-stage-ready) 25% 100%)',
    );
  });
});

describe('an empty stage bar', () => {
  it('is blank', async () => {
    const fixture = await show(StageBar, { stages: none });
    expect(fixture.componentInstance['gradient']()).toBe('none');
    expect(fixture.nativeElement.getAttribute('aria-label')).toBe('Belum ada data');
  });
});

describe('stage chip and mark badge', () => {
  it('follow the language at once', async () => {
    const chip = await show(StageChip, { stage: 'closed' });
    expect(textOf(chip)).toBe('Pemungutan ditutup');
    TestBed.inject(Language).use('en');
    await chip.whenStable();
    expect(textOf(chip)).toBe('Voting closed');
  });

  it.each(MARKS)('%s has an icon and a name', async (mark) => {
    const badge = await show(MarkBadge, { mark });
    expect(textOf(badge).length).toBeGreaterThan(2);
    expect(badge.nativeElement.querySelector('path').getAttribute('d')).toMatch(/^M/);
    expect(MARK_ICON[mark]).toBeDefined();
  });
});

describe('data age', () => {
  it('is quiet while data is fresh and loud once it is not', async () => {
    const fixture = await show(DataAge, { age: 3 * 60_000 });
    expect(textOf(fixture)).toBe('Data 3 menit lalu');
    expect(fixture.nativeElement.classList).not.toContain('doubtful');
    fixture.componentRef.setInput('freshness', 'offline');
    await fixture.whenStable();
    expect(textOf(fixture)).toBe('Terputus: terakhir 3 menit lalu');
    expect(fixture.nativeElement.classList).toContain('doubtful');
  });

  it('does not invent an age before the first contact', async () => {
    expect(textOf(await show(DataAge, { age: null }))).toBe('Belum ada sambungan');
  });
});

describe('panel', () => {
  it('is a region named by its heading and busy while it loads', async () => {
    const { nativeElement } = await show(Panel, { heading: 'Mosaik', state: 'loading' });
    const heading = (nativeElement as HTMLElement).querySelector(`#${nativeElement.getAttribute('aria-labelledby')}`);
    expect(heading?.textContent).toBe('Mosaik');
    expect(nativeElement.getAttribute('aria-busy')).toBe('true');
  });

  it('offers to try again after a failure', async () => {
    const fixture = await show(Panel, { heading: 'Mosaik', state: 'error', message: 'Tidak terjangkau' });
    const retried = jest.fn();
    fixture.componentInstance.retry.subscribe(retried);
    expect(textOf(fixture)).toContain('Tidak terjangkau');
    fixture.nativeElement.querySelector('button').click();
    expect(retried).toHaveBeenCalledTimes(1);
  });

  it('says that there is nothing yet', async () => {
    expect(textOf(await show(Panel, { heading: 'Mosaik', state: 'empty' }))).toContain('Belum ada data');
  });
});
