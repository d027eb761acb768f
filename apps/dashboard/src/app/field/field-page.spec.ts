import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { FakeRoom, ROOM_TIME, sessionOf } from '../shell/testing/fake-room';
import { settle } from '../shell/testing/settle';
import { words } from '../shell/testing/words';
import { FieldPage } from './field-page';

const TPS = '3578041001002';
const CREW = { role: 'field', scope: TPS, name: `tps-${TPS}`, displayName: 'TPS 2 Darmo' } as const;
const KEY = 'posko.field.outbox';

const STANDING = {
  seq: 12,
  at: '2024-11-27T13:05:00+07:00',
  code: TPS,
  number: 2,
  position: 3,
  path: [
    { code: '35', name: 'JAWA TIMUR', level: 'provinsi' },
    { code: '3578', name: 'KOTA SURABAYA', level: 'kabupaten' },
    { code: '357804', name: 'WONOKROMO', level: 'kecamatan' },
    { code: '3578041001', name: 'DARMO', level: 'desa' },
  ],
  dpt: { l: 250, p: 265, total: 515 },
  stage: 'ready',
  stageAt: '2024-11-26T17:00:00+07:00',
  marks: [],
  overdue: null,
  turnout: null,
  story: [
    {
      kind: 'report',
      seq: 2,
      receipt: '2-0000-0000',
      receivedAt: '2024-11-26T17:01:00+07:00',
      standsAt: 'ready',
      stage: 'ready',
      occurredAt: '2024-11-26T17:00:00+07:00',
      lateMinutes: 0,
      effect: 'advanced',
      source: 'field',
    },
  ],
};

let room: FakeRoom;
let fixture: ComponentFixture<FieldPage>;

beforeEach(() => {
  localStorage.clear();
  room = new FakeRoom()
    .signedInAs(CREW as never)
    .answer('tps', () => STANDING)
    .answer('report', () => ({ seq: 13, receipt: 'D-7K3M-9QXA', stage: 'open' }));
});

afterEach(() => jest.useRealTimers());

async function show(): Promise<HTMLElement> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers()] });
  fixture = TestBed.createComponent(FieldPage);
  await settle(fixture);
  return fixture.nativeElement as HTMLElement;
}

async function click(element: HTMLElement, text: string | RegExp): Promise<void> {
  const found = [...element.querySelectorAll('button')].find((button) => {
    const said = words(button);
    return typeof text === 'string' ? said === text : text.test(said);
  });
  if (found === undefined) throw new Error(`No button ${String(text)}`);
  found.click();
  await settle(fixture);
}

async function fill(element: HTMLElement, selector: string, value: string): Promise<void> {
  const input = element.querySelector<HTMLInputElement>(selector);
  if (input === null) throw new Error(`No ${selector}`);
  input.value = value;
  input.dispatchEvent(new Event('input'));
  input.dispatchEvent(new Event('change'));
  await settle(fixture);
}

async function submit(element: HTMLElement): Promise<void> {
  element.querySelector('form')?.dispatchEvent(new Event('submit'));
  await settle(fixture);
}

const kept = (): { id: string }[] => JSON.parse(localStorage.getItem(KEY) ?? '[]') as { id: string }[];

describe('the activation of a phone', () => {
  beforeEach(() => room.signedOut());

  it('takes the code of the TPS and the one-time code, and goes on as that TPS', async () => {
    room.answer('activate', () => sessionOf(CREW as never));
    const element = await show();
    await fill(element, '#field-tps', '3578.04.1001.002');
    await fill(element, '#field-code', '0000o-oooo0');
    await submit(element);
    expect(room.asked('activate')).toEqual([
      { body: { id: expect.stringMatching(/^[0-9a-f-]{36}$/), tps: TPS, code: '0000000000' } },
    ]);
    expect(words(element.querySelector('h1'))).toBe('TPS 2 Darmo');
  });

  it('tells a slip of the fingers without asking the server', async () => {
    const element = await show();
    await fill(element, '#field-tps', '35780410');
    await fill(element, '#field-code', '0000000001');
    await submit(element);
    expect(room.asked('activate')).toEqual([]);
    expect(words(element.querySelector('form'))).toContain('Kode TPS terdiri dari 13 angka.');
    expect(words(element.querySelector('form'))).toContain('Ada huruf atau angka yang keliru');
  });

  it('is the same attempt again when its answer was lost, another for another code', async () => {
    room.refuse('activate', 'unreachable');
    const element = await show();
    await fill(element, '#field-tps', TPS);
    await fill(element, '#field-code', '0000000000');
    await submit(element);
    await submit(element);
    room.refuse('activate', 'activation-refused');
    await fill(element, '#field-tps', '3578041001003');
    await submit(element);
    const ids = room.asked('activate').map(({ body }) => (body as { id: string }).id);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(words(element.querySelector('[role=alert]'))).toContain('Kode aktivasi tidak cocok');
  });
});

describe('a report', () => {
  it('takes two taps, and shows the receipt', async () => {
    const element = await show();
    expect(words(element.querySelector('.next'))).toBe('Dibuka berikutnya');
    await click(element, /^Dibuka/);
    expect(words(element.querySelector('h2'))).toBe('Laporkan tahap');
    expect(words(element.querySelector('#field-sheet'))).toBe('Laporkan: Dibuka?');
    await submit(element);
    const [call] = room.asked('report');
    expect(call).toEqual({
      params: { tpsCode: TPS },
      body: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        stage: 'open',
        occurredAt: new Date(ROOM_TIME).toISOString(),
        source: 'field',
      },
    });
    expect(words(element.querySelector('.arrived'))).toContain('Sudah diterima: Dibuka, 13.00 WIB');
    expect(words(element.querySelector('.arrived'))).toContain('Tanda terima D-7K3M-9QXA');
    expect(kept()).toEqual([]);
  });

  it('can be of an earlier time, with a note', async () => {
    const element = await show();
    await click(element, /^Dibuka/);
    await fill(element, '#field-time', '07:03');
    await fill(element, '#field-note', 'Hujan deras');
    await submit(element);
    expect(room.asked('report')[0]?.body).toMatchObject({
      occurredAt: '2024-11-27T00:03:00.000Z',
      note: 'Hujan deras',
    });
  });

  it('of the voters so far names its hour, and notices more than are on the list', async () => {
    const element = await show();
    await click(element, 'Pukul 11.00');
    await submit(element);
    expect(words(element.querySelector('form'))).toContain('Isi angka bulat');
    expect(room.asked('report')).toEqual([]);
    await fill(element, '#field-count', '700');
    expect(words(element.querySelector('form'))).toContain('Lebih dari DPT (515)');
    await fill(element, '#field-count', '312');
    await submit(element);
    expect(room.asked('report')[0]?.body).toMatchObject({
      stage: 'open',
      turnout: 312,
      occurredAt: '2024-11-27T04:00:00.000Z',
    });
    expect(words(element.querySelector('.arrived'))).toContain('312 pemilih hadir, 11.00 WIB');
  });
});

describe('without a signal', () => {
  beforeEach(() => room.refuse('report', 'unreachable'));

  it('a report is kept by the phone and sent by itself, as the same one', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'requestAnimationFrame', 'setImmediate'] });
    const element = await show();
    await click(element, /^Dibuka/);
    await submit(element);
    expect(words(element.querySelector('.waiting'))).toContain('Menunggu sinyal: Dibuka, 13.00 WIB');
    expect(kept()).toHaveLength(1);
    expect(words(element.querySelector('.next'))).toContain('Pemungutan ditutup');
    room.answer('report', () => ({ seq: 13, receipt: 'D-7K3M-9QXA', stage: 'open' }));
    await jest.advanceTimersByTimeAsync(2100);
    await settle(fixture);
    const ids = room.asked('report').map(({ body }) => (body as { id: string }).id);
    expect(ids).toEqual([ids[0], ids[0]]);
    expect(kept()).toEqual([]);
    expect(element.querySelector('.waiting')).toBeNull();
    expect(words(element.querySelector('.receipt'))).toBe('Tanda terima D-7K3M-9QXA');
  });

  it('reports wait in order, one after the other', async () => {
    const element = await show();
    for (const stage of [/^Dibuka/, /^Pemungutan ditutup/]) {
      await click(element, stage);
      await submit(element);
    }
    expect(element.querySelectorAll('.waiting')).toHaveLength(2);
    room.answer('report', () => ({ seq: 13, receipt: 'D-7K3M-9QXA', stage: 'open' }));
    room.calls.length = 0;
    await click(element, 'Kirim sekarang');
    expect(room.asked('report').map(({ body }) => (body as { stage: string }).stage)).toEqual(['open', 'closed']);
    expect(kept()).toEqual([]);
  });

  it('a report outlives the page', async () => {
    const element = await show();
    await click(element, /^Dibuka/);
    await submit(element);
    const [{ id } = { id: '' }] = kept();
    TestBed.resetTestingModule();
    room.answer('report', () => ({ seq: 13, receipt: 'D-7K3M-9QXA', stage: 'open' }));
    room.calls.length = 0;
    await show();
    expect(room.asked('report').map(({ body }) => (body as { id: string }).id)).toEqual([id]);
    expect(kept()).toEqual([]);
  });

  it('and without an activation, reports stay and say so', async () => {
    room.refuse('report', 'not-signed-in');
    const element = await show();
    await click(element, /^Dibuka/);
    await submit(element);
    TestBed.resetTestingModule();
    room.signedOut();
    const next = await show();
    expect(words(next)).toContain('1 laporan tersimpan di ponsel ini');
    expect(kept()).toHaveLength(1);
  });
});

it('a report that the server will never take is told of, holds up no other, and is dropped by hand', async () => {
  room.refuse('report', 'forbidden');
  const element = await show();
  await click(element, /^Dibuka/);
  await submit(element);
  expect(words(element.querySelector('.refused'))).toContain('Tidak diterima: Dibuka, 13.00 WIB');
  room.answer('report', () => ({ seq: 13, receipt: 'D-7K3M-9QXA', stage: 'open' }));
  await click(element, /^Dibuka/);
  await submit(element);
  expect(words(element.querySelector('.arrived'))).toContain('Dibuka');
  await click(element, 'Hapus dari ponsel');
  expect(kept()).toEqual([]);
});

it('is not for people of the room', async () => {
  room.signedInAs({ role: 'operator' });
  expect(words(await show())).toContain('Halaman ini untuk ponsel KPPS');
});

it('takes the phone off its TPS after a question', async () => {
  room.answer('signOut', () => ({}));
  const element = await show();
  await click(element, 'Lepas ponsel ini dari TPS');
  expect(room.asked('signOut')).toEqual([]);
  await click(element, 'Lepas');
  expect(room.asked('signOut')).toHaveLength(1);
});
