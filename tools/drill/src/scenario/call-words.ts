import type { IncidentKind, ReferralBody } from '@posko/domain';

/** What callers say, in their words: content of a call, not text of the interface. */
export const SAID: Readonly<Record<IncidentKind, readonly [string, ...string[]]>> = {
  'LOG-01': [
    'Surat suara kurang 25 lembar dari DPT.',
    'Surat suara yang diterima tidak cukup, cadangan sudah terpakai.',
  ],
  'LOG-02': ['Surat suara tertukar, untuk kabupaten lain.', 'Ada surat suara daerah lain di dalam sampul.'],
  'LOG-03': ['Surat suara lebih 10 lembar dari DPT dan cadangan.', 'Jumlah surat suara tidak sesuai berita acara.'],
  'LOG-04': ['C.Hasil plano tidak ada di kotak.', 'Daftar hadir pemilih belum diterima.'],
  'LOG-05': [
    'Alat bantu tunanetra tidak ada.',
    'Segel kotak rusak waktu diterima.',
    'Tinta cuma satu botol dan hampir habis.',
  ],
  'LOG-06': ['Logistik belum sampai di TPS.', 'Kotak suara masih di kantor desa, belum diantar.'],
  'OPN-01': ['TPS belum dibuka, KPPS masih menata.', 'Pemungutan baru dimulai, menunggu saksi.'],
  'OPN-02': ['TPS dipindah ke sekolah tanpa pemberitahuan.', 'TPS belum dibuka dan tidak ada petugas.'],
  'STF-01': ['Dua anggota KPPS tidak datang.', 'KPPS hanya empat orang.'],
  'STF-02': ['Anggota KPPS pingsan, dibawa ke puskesmas.', 'Ketua KPPS sesak napas.'],
  'STF-03': ['Anggota KPPS meninggal dunia di rumah sakit.'],
  'VOT-01': ['DPT tidak dipasang di papan pengumuman.', 'Pemilih tidak menemukan namanya di DPT.'],
  'VOT-02': ['Pemilih KTP dari kecamatan lain dilayani.', 'Ada pemilih KTP luar desa ikut memilih.'],
  'VOT-03': ['Satu orang memilih dua kali di TPS berbeda.', 'Ada yang mencoblos memakai undangan orang lain.'],
  'VOT-04': ['Pendamping pemilih tunanetra belum mengisi formulir.', 'Kursi roda tidak bisa masuk ke TPS.'],
  'VOT-05': ['Antrean masih panjang menjelang jam 13.00.', 'Masih ada 40 orang antre, apakah dilayani?'],
  'VOT-06': ['Ada surat suara yang sudah tercoblos sebelum dibagikan.'],
  'VOT-07': ['Penghitungan sudah dimulai padahal belum jam 13.00.', 'Pemungutan dihentikan, pemilih disuruh pulang.'],
  'SEC-01': ['Saksi diancam sekelompok orang.', 'Ketua KPPS ditekan supaya mengganti angka.'],
  'SEC-02': ['Terjadi perkelahian di depan TPS.', 'Massa melempari tenda TPS.'],
  'SEC-03': ['Ada pembagian amplop dekat TPS.', 'Saksi memakai kaus bergambar pasangan calon.'],
  'SEC-04': ['Segel kotak suara terbuka di kantor kecamatan.', 'Kotak suara belum kembali dari TPS.'],
  'ENV-01': ['Tenda roboh kena angin.', 'Hujan deras, kertas basah.'],
  'ENV-02': [
    'TPS terendam banjir setinggi lutut.',
    'Air masuk ke TPS, kotak diangkat ke meja.',
    'Jalan ke TPS putus karena longsor.',
  ],
  'ENV-03': ['Listrik padam waktu penghitungan.', 'Mati lampu, penghitungan pakai senter.'],
  'CNT-01': ['Jumlah suara tidak cocok dengan daftar hadir.', 'Selisih dua suara, sudah dihitung ulang.'],
  'CNT-02': ['Saksi tidak bisa melihat penghitungan.', 'PTPS diminta keluar dari TPS.'],
  'CNT-03': ['Saksi tidak diberi salinan C.Hasil.', 'PTPS belum menerima salinan.'],
  'CNT-04': ['Saksi paslon 3 mengajukan keberatan.', 'Saksi tidak mau tanda tangan.'],
  'CNT-05': ['C.Hasil plano sobek di bagian bawah.', 'Salah tulis di C.Hasil, sudah dicoret.'],
  'SRK-01': ['Akun Sirekap belum aktif.', 'Tidak bisa masuk, kode tidak terkirim.'],
  'SRK-02': [
    'Sirekap lambat sekali, foto tidak terkirim.',
    'Aplikasi tertutup sendiri waktu unggah.',
    'Server Sirekap tidak bisa dibuka.',
  ],
  'SRK-03': ['Tidak ada sinyal di TPS.', 'Sinyal hilang sejak sore.'],
  'SRK-04': ['Foto C.Hasil buram, diminta foto ulang.', 'Foto terpotong di halaman dua.'],
  'SRK-05': ['Angka terbaca 7 padahal 1.', 'Sirekap membaca 641, seharusnya 64.'],
  'SRK-06': ['Foto yang tampil milik TPS sebelah.'],
  'SRK-07': ['Hasil TPS ditarik dari publikasi.', 'Status batal terpublikasi, mohon penjelasan.'],
  'REC-01': ['D.Hasil kecamatan berbeda dengan C.Hasil TPS kami.'],
  'PSU-01': ['Rekomendasi PSU dari panwascam sudah diterima.'],
  'PSL-01': ['Pemungutan dilanjutkan besok, sudah diputuskan.'],
  'PSS-01': ['Pemungutan ditunda, sudah diputuskan.'],
  'INF-01': ['Tanya jam buka TPS.', 'Tanya syarat memilih dengan KTP.', 'Tanya nomor PPK.'],
};

/** A second caller about the same thing. */
export const SAID_AGAIN = [
  'Saya juga mau melapor soal itu.',
  'Mau tanya, laporan tadi sudah ditangani?',
  'Saya PTPS, kejadiannya benar.',
] as const;

export const WAITING_FOR = [
  'Menunggu foto dari KPPS.',
  'PPK mengecek ke lokasi.',
  'KPPS menelepon lagi setelah rapat.',
] as const;

export const SOLVED = [
  'Sudah diselesaikan PPK di lokasi.',
  'KPPS sudah diarahkan, pemungutan berjalan.',
  'Kekurangan dikirim dari kecamatan.',
  'Dicatat di formulir kejadian khusus.',
] as const;

export const ANSWERED_ON_THE_CALL = ['Dijelaskan di telepon.', 'Nomor sudah diberikan.'] as const;

export const NOTHING_THERE = ['Sudah dicek, tidak ada kejadian.', 'Salah sambung, bukan TPS ini.'] as const;

export const REPLIED: Readonly<Record<ReferralBody, string>> = {
  bawaslu: 'Panwascam sudah turun ke lokasi.',
  police: 'Polsek sudah mengamankan TPS.',
  pln: 'Listrik menyala kembali.',
  health: 'Ditangani puskesmas.',
  kpuKabupaten: 'KPU kabupaten memeriksa formulir.',
};

/** What is noted after calling a silent TPS. */
export const TOLD_ON_CALL = [
  'Sudah dibuka, lapor menyusul.',
  'Sinyal lemah, lapor lewat PPS.',
  'KPPS sedang menghitung.',
] as const;
