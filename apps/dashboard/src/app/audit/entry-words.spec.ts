import { JOURNAL_KINDS } from '@posko/domain';
import { auditMessages, textsIn } from '@posko/ui';
import type { MessageKey } from '@posko/ui';
import { KIND_GROUPS, entryWords } from './entry-words';
import type { Speech } from './entry-words';
import { instantOf } from './local-time';

const t = textsIn('id', [auditMessages]);
const SPEECH: Speech = {
  say: (key, params) => t(key, params),
  word: (prefix, value) => {
    const key = `${prefix}.${value}`;
    const word = t(key as MessageKey<typeof auditMessages>);
    return word === key ? value : word;
  },
  place: (code) => `<${code}>`,
  time: (iso) => iso.slice(11, 16),
};

const told = (kind: string, body: unknown): string | null => entryWords({ kind, body }, SPEECH);

it('tells every kind that the journal has, even of a body that says less than it should', () => {
  for (const kind of JOURNAL_KINDS) expect(told(kind, {})).toMatch(/\.$|:|ke /);
});

it.each([
  ['session.opened.v1', { method: 'password', hasSecondFactor: true }, 'Masuk dengan kata sandi dan faktor kedua.'],
  ['session.ended.v1', { reason: 'deactivated' }, 'Sesi berakhir: akun dinonaktifkan.'],
  [
    'access.refused.v1',
    { code: 'forbidden', route: 'GET /api/users', times: 3, name: 'budi' },
    'Ditolak (forbidden): GET /api/users, 3 kali, sebagai budi.',
  ],
  [
    'user.changed.v1',
    { user: { name: 'budi', role: 'operator', scope: '3578', isActive: false }, changed: ['isActive'] },
    'Akun budi dinonaktifkan.',
  ],
  [
    'tps.steppedBack.v1',
    { stoodAt: 'closed', standsAt: 'open', reason: 'Salah TPS.', approvedBy: { name: 'sri' } },
    'TPS dikembalikan dari Pemungutan ditutup ke Dibuka: Salah TPS. Disetujui sri.',
  ],
  [
    'tps.marked.v1',
    { mark: 'psu', isSet: false, reason: 'Batal' },
    'Tanda PSU (pemungutan suara ulang) dicabut: Batal',
  ],
  [
    'register.corrected.v1',
    { dptL: 251, dptP: 265, before: { dptL: 250, dptP: 265 }, reason: 'Salah ketik.', approvedBy: { name: 'sri' } },
    'DPT dikoreksi dari 515 menjadi 516: Salah ketik. Disetujui sri.',
  ],
  [
    'result.entered.v1',
    { contest: 'pkwkp-35', reading: { source: 'typist' }, verdict: { state: 'enteredOnce' } },
    'Formulir pkwkp-35 dibaca oleh pengetik; hasil: dibaca sekali.',
  ],
  [
    'result.decided.v1',
    {
      contest: 'pkwkp-35',
      decision: { type: 'correct', reason: 'Salah baca', document: 'BA 12' },
      verdict: { state: 'corrected' },
    },
    'Hasil pkwkp-35: dikoreksi, Salah baca; kini dikoreksi.',
  ],
  [
    'evidence.kept.v1',
    { contest: 'pkwkp-35', photo: { page: 2 }, mediaType: 'image/jpeg' },
    'Foto formulir pkwkp-35 disimpan, halaman 2 (image/jpeg).',
  ],
  ['activation.issued.v1', { tps: 3964, region: '3578' }, 'Kode aktivasi diterbitkan untuk 3.964 TPS di <3578>.'],
  ['clock.set.v1', { at: '2024-11-27T07:00:00.000Z', speed: 60 }, 'Jam gladi diatur ke 07:00, kecepatan 60×.'],
])('tells %s in words', (kind, body, sentence) => {
  expect(told(kind, body)).toBe(sentence);
});

it('leaves a kind of a newer server as it is', () => {
  expect(told('briefing.released.v1', { numbers: 3 })).toBeNull();
});

it('groups the kinds by what they begin with', () => {
  expect(KIND_GROUPS).toContain('session.');
  expect(KIND_GROUPS.filter((group) => group === 'tps.')).toHaveLength(1);
  for (const group of KIND_GROUPS) expect(t(`audit.kind.${group}` as never)).not.toBe(`audit.kind.${group}`);
});

it('reads the local time of a field as an instant', () => {
  expect(instantOf('2024-11-27T07:00', 420)).toBe('2024-11-27T00:00:00.000Z');
  expect(['', '27 Nov', '2024-13-27T07:00'].map((text) => instantOf(text, 420))).toEqual(['', '', '']);
});
