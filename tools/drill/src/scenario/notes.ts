/** What crews write beside a report, in their words: content of a message, not text of the interface. Index 0 is none. */
export const NOTES = [
  '',
  'Hujan deras, pemungutan suara dipindah ke balai desa.',
  'Tenda roboh terkena angin, sudah didirikan kembali.',
  'Antrean panjang, semua pemilih tetap dilayani.',
  'Listrik padam, penghitungan memakai lampu darurat.',
  'Sinyal lemah, laporan dikirim dari kantor desa.',
  'Satu anggota KPPS sakit, digantikan.',
  'Surat suara cadangan kurang, sudah dilaporkan ke PPS.',
  'Saksi paslon 1 belum hadir.',
  'Pemilih disabilitas didampingi keluarga, formulir C.Pendamping diisi.',
  'DPT sudah dipasang ulang setelah kena hujan.',
  'Dilaporkan ulang karena aplikasi tertutup sendiri.',
] as const;
