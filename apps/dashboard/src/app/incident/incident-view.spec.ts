import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { provideRouter } from '@angular/router';
import { incidentRow } from '@posko/testing';
import { FakeLive } from '../shell/testing/fake-live';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { IncidentView } from './incident-view';
import { incident, incidentDetail } from './testing/incident-detail';
import type { IncidentDetail } from './incident-store';

const AT = new Date(ROOM_TIME).toISOString();
const ME = '00000000-0000-4000-8000-00000000a001';
const ADI = { id: '00000000-0000-4000-8000-00000000a003', name: 'adi' };
let room: FakeRoom;
let live: FakeLive;
let detail: IncidentDetail;

beforeEach(() => {
  detail = incidentDetail();
  live = new FakeLive();
  room = new FakeRoom().signedInAs({ id: ME, name: 'sri', role: 'supervisor', scope: '3578' as never });
  room.answer('incident', () => detail);
  room.answer('presence', () => detail.presence);
  room.answer('colleagues', () => ({
    rows: [{ id: ADI.id, name: 'adi', displayName: 'Adi', role: 'operator', scope: '3578' }],
  }));
  room.answer('changeIncident', () => ({ seq: 6, receipt: '6-AAAA-BBBB', incident: detail.incident }));
});

interface Shown {
  readonly fixture: ComponentFixture<IncidentView>;
  readonly element: HTMLElement;
}

async function show(): Promise<Shown> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers(), live.providers()] });
  const fixture = TestBed.createComponent(IncidentView);
  fixture.componentRef.setInput('id', detail.incident.id);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await until(fixture, () => element.querySelector('posko-incident-facts') !== null);
  return { fixture, element };
}

function press({ element }: Shown, label: string): void {
  [...element.querySelectorAll<HTMLButtonElement>('.acts button')].find((one) => words(one).startsWith(label))?.click();
}

async function dialogOf({ fixture }: Shown): Promise<HTMLElement> {
  const loader = TestbedHarnessEnvironment.documentRootLoader(fixture);
  await until(fixture, () => document.querySelector('mat-dialog-container') !== null);
  const dialogs = await loader.getAllHarnesses(MatDialogHarness);
  expect(dialogs.length).toBeGreaterThan(0);
  return [...document.querySelectorAll<HTMLElement>('mat-dialog-container')].at(-1) as HTMLElement;
}

function fill(dialog: HTMLElement, selector: string, text: string): void {
  const field = dialog.querySelector<HTMLTextAreaElement>(selector);
  if (field === null) throw new Error(selector);
  field.value = text;
  field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
}

function send(dialog: HTMLElement): void {
  dialog.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
}

describe('an incident', () => {
  it('shows its facts, its three clocks and what may be done', async () => {
    const { element } = await show();
    expect(words(element.querySelector('h1'))).toBe('Insiden #1');
    expect(words(element.querySelector('posko-incident-facts'))).toContain('Budi 081234567890');
    expect([...element.querySelectorAll('posko-incident-clocks dt')].map(words)).toEqual([
      'Jawaban pertama',
      'Kabar berikut',
      'Penyelesaian',
    ]);
    expect([...element.querySelectorAll('.acts button')].map(words).slice(0, 3)).toEqual([
      'Ambil T',
      'Tugaskan',
      'Tunggu',
    ]);
    expect(words(element.querySelector('posko-incident-history'))).toContain('Dicatat 27 Nov 08.00 WIB oleh adi');
  });

  it('that does not exist says so', async () => {
    room.refuse('incident', 'incident-not-found');
    TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers(), live.providers()] });
    const fixture = TestBed.createComponent(IncidentView);
    fixture.componentRef.setInput('id', ADI.id);
    await until(fixture, () => words(fixture.nativeElement).includes('Insiden ini tidak ada'));
  });

  it('says whom it is for until it is referred, and proposes them in the form', async () => {
    detail = incidentDetail({ incident: incident({ kind: 'ENV-03' }) });
    const shown = await show();
    const facts = (): string => words(shown.element.querySelector('posko-incident-facts'));
    expect(facts()).toContain('Usulan rujukan PLN');
    press(shown, 'Rujuk');
    const dialog = await dialogOf(shown);
    expect(dialog.querySelector('select')?.value).toBe('pln');
    const referral = { to: 'bawaslu', at: AT, reference: null, reply: null, repliedAt: null } as const;
    detail = incidentDetail({ incident: incident({ kind: 'SEC-03', version: 2, status: 'referred', referral }) });
    const incidents = [incidentRow({ version: 2 })];
    live.say({ event: 'incident.changed.v1', message: { region: '3578', from: 5, to: 6, at: AT, incidents } });
    await until(shown.fixture, () => facts().includes('Dirujuk ke Bawaslu'));
    expect(facts()).not.toContain('Usulan rujukan');
  });

  it('that is money politics is for Bawaslu', async () => {
    detail = incidentDetail({ incident: incident({ kind: 'SEC-03' }) });
    expect(words((await show()).element.querySelector('posko-incident-facts'))).toContain('Usulan rujukan Bawaslu');
  });

  it('is asked for anew when something about it is heard', async () => {
    const { fixture, element } = await show();
    detail = incidentDetail({ incident: incident({ version: 2, status: 'inProgress', assignee: ADI }) });
    const row = incidentRow({ version: 2 });
    live.say({
      event: 'incident.changed.v1',
      message: { region: '3578', from: 5, to: 6, at: AT, incidents: [row] },
    });
    await until(fixture, () => words(element.querySelector('posko-incident-facts')).includes('Dikerjakan'));
  });
});

describe('what is done with it', () => {
  it('is taken at once', async () => {
    const shown = await show();
    press(shown, 'Ambil');
    await until(shown.fixture, () => words(shown.element.querySelector('.said')).includes('6-AAAA-BBBB'));
    expect(room.asked('changeIncident')[0]?.body).toMatchObject({ version: 1, assignee: 'me', status: 'inProgress' });
  });

  it('asks for what it needs, holds the incident meanwhile, and lets go', async () => {
    const shown = await show();
    press(shown, 'Tunggu');
    const dialog = await dialogOf(shown);
    expect(room.asked('presence').at(-1)?.body).toEqual({ wantsHold: true });
    send(dialog);
    await until(shown.fixture, () => words(dialog).includes('Wajib diisi.'));
    fill(dialog, 'textarea', 'menunggu kabupaten');
    send(dialog);
    await until(shown.fixture, () => document.querySelector('mat-dialog-container') === null);
    expect(room.asked('changeIncident')[0]?.body).toMatchObject({
      status: 'waiting',
      waitingReason: 'menunggu kabupaten',
    });
    expect(room.asked('presence').at(-1)?.body).toEqual({ wantsHold: false });
  });

  it('is given to a colleague', async () => {
    const shown = await show();
    press(shown, 'Tugaskan');
    const dialog = await dialogOf(shown);
    fill(dialog, 'select', ADI.id);
    send(dialog);
    await until(shown.fixture, () => room.asked('changeIncident').length > 0);
    expect(room.asked('changeIncident')[0]?.body).toMatchObject({ assignee: ADI.id });
  });

  it('by an unreachable server stays in the form, and is sent again under the same id', async () => {
    room.refuse('changeIncident', 'unreachable');
    const shown = await show();
    press(shown, 'Selesaikan');
    const dialog = await dialogOf(shown);
    fill(dialog, 'textarea', 'dikirim dari gudang');
    send(dialog);
    await until(shown.fixture, () => words(dialog).includes('Belum tersimpan'));
    expect(dialog.querySelector<HTMLTextAreaElement>('textarea')?.value).toBe('dikirim dari gudang');
    send(dialog);
    await until(shown.fixture, () => room.asked('changeIncident').length === 2);
    const [first, second] = room.asked('changeIncident').map(({ body }) => (body as { id: string }).id);
    expect(first).toBe(second);
  });

  it('against the rules says which', async () => {
    room.refuse('changeIncident', 'incident-transition', {
      body: { code: 'incident-transition', params: { reason: 'isParent' }, traceId: 'x' },
    });
    const shown = await show();
    press(shown, 'Ambil');
    await until(shown.fixture, () =>
      words(shown.element.querySelector('.said.bad')).includes('Insiden induk tidak dapat'),
    );
  });
});

describe('somebody who was faster', () => {
  const current = (): unknown => incident({ version: 3, severity: 9, status: 'inProgress', assignee: ADI });
  const stale = (): FakeRoom =>
    room.refuse('changeIncident', 'stale-version', {
      body: {
        code: 'stale-version',
        params: { current: current(), history: [{ seq: 9, at: AT, by: ADI, type: 'changed' }] },
        traceId: 'x',
      },
    });

  it('is shown field by field; mine goes on top where I say so', async () => {
    const shown = await show();
    press(shown, 'Ubah');
    const form = await dialogOf(shown);
    fill(form, 'select', '6');
    stale();
    send(form);
    await until(shown.fixture, () => document.querySelector('posko-stale-dialog') !== null);
    const dialog = document.querySelector('posko-stale-dialog');
    expect(words(dialog)).toContain('13.00.00 oleh adi');
    expect([...(dialog?.querySelectorAll('tbody tr') ?? [])].map(words)).toEqual([
      'Keadaan Baru Dikerjakan',
      'Pemegang – adi',
      'Bobot bertentangan 8 6 9',
    ]);
    room.answer('changeIncident', () => ({ seq: 10, receipt: '10-CCCC-DDDD', incident: detail.incident }));
    [...(dialog?.querySelectorAll('button') ?? [])].at(-1)?.click();
    await until(shown.fixture, () => document.querySelector('mat-dialog-container') === null);
    expect(room.asked('changeIncident').at(-1)?.body).toMatchObject({ version: 3, severity: 6 });
  });

  it('keeps theirs where I say so', async () => {
    const shown = await show();
    stale();
    press(shown, 'Ambil');
    await until(shown.fixture, () => document.querySelector('posko-stale-dialog') !== null);
    document.querySelector<HTMLButtonElement>('posko-stale-dialog button')?.click();
    await until(shown.fixture, () => document.querySelector('posko-stale-dialog') === null);
    expect(room.asked('changeIncident')).toHaveLength(1);
  });

  it('is in nobody’s way who only adds something', async () => {
    const shown = await show();
    press(shown, 'Komentar');
    const dialog = await dialogOf(shown);
    fill(dialog, 'textarea', 'sudah di jalan');
    stale();
    send(dialog);
    await until(shown.fixture, () => room.asked('changeIncident').length === 2);
    expect(document.querySelector('posko-stale-dialog')).not.toBeNull();
    expect(room.asked('changeIncident').map(({ body }) => (body as { version: number }).version)).toEqual([1, 3]);
  });

  it('does not go unnoticed because the page has heard of it while the form was open', async () => {
    const shown = await show();
    press(shown, 'Tunggu');
    const dialog = await dialogOf(shown);
    detail = incidentDetail({ incident: current() as IncidentDetail['incident'] });
    live.say({
      event: 'incident.changed.v1',
      message: { region: '3578', from: 5, to: 9, at: AT, incidents: [incidentRow({ version: 3 })] },
    });
    await until(shown.fixture, () => words(shown.element.querySelector('posko-incident-facts')).includes('Dikerjakan'));
    fill(dialog, 'textarea', 'menunggu');
    send(dialog);
    await until(shown.fixture, () => room.asked('changeIncident').length > 0);
    expect(room.asked('changeIncident')[0]?.body).toMatchObject({ version: 1 });
  });
});

describe('who is at it', () => {
  it('is said; while somebody edits, others comment', async () => {
    const presence = { incident: detail.incident.id, viewers: [ADI], holder: { person: ADI, until: AT } };
    detail = incidentDetail({ presence });
    const shown = await show();
    expect(words(shown.element.querySelector('.who'))).toBe('Sedang disunting adi Juga melihat: adi');
    const isOff = (label: string): boolean | undefined =>
      [...shown.element.querySelectorAll<HTMLButtonElement>('.acts button')].find((one) => words(one).startsWith(label))
        ?.disabled;
    expect([isOff('Ubah'), isOff('Komentar')]).toEqual([true, false]);
    live.say({ event: 'incident.presence.v1', message: { incident: detail.incident.id, viewers: [], holder: null } });
    await shown.fixture.whenStable();
    expect(isOff('Ubah')).toBe(false);
    expect(words(shown.element.querySelector('.who'))).toBe('Hanya Anda yang melihat insiden ini');
  });

  it('leaves when the page is left', async () => {
    const shown = await show();
    expect(live.rooms).toEqual(
      expect.arrayContaining([
        { kind: 'presence', incident: detail.incident.id },
        { kind: 'incident', region: '3578' },
      ]),
    );
    shown.fixture.destroy();
    expect(room.asked('presence').at(-1)?.body).toEqual({ isHere: false });
  });
});
