// cspell:ignore elapor engirim assalamu ijin -- as people spell
/** What messages of a chat look like in Indonesian: to be read by machine, shown nowhere. */

/** What stands in place of a photo or a voice message when a chat is copied. */
export const LEFT_OUT =
  /^<?(?:media|gambar|video|audio|stiker|sticker|image|gif|dokumen|document)\b.*(?:omitted|disertakan|dihilangkan)>?$/i;

/** `nama saya Budi`, `pelapor: Ibu Siti Aminah`. */
export const NAMED =
  /\b(?:[Nn]ama(?:\s+saya)?|[Pp]elapor|[Pp]engirim|[Aa]tas nama|[Aa]\.n\.?)\s*[:=]?\s+((?:(?:Pak|Bu|Bapak|Ibu|H\.|Hj\.|Dr\.)\s+)?\p{Lu}\p{L}+(?:\s+\p{Lu}\p{L}+){0,3})/u;

/** A line that only greets, thanks, or asks for leave to report. */
export const GREETING = new RegExp(
  String.raw`^(?:assalamu\S*|wa'?alaikum\S*|wr\.?|wb\.?|ws\.?|salam|selamat|pagi|siang|sore|malam|halo|hallo|permisi|maaf|mengganggu|mohon|izin|ijin|melaporkan|lapor|terima|kasih|terimakasih|trims|makasih|min|admin|kak|pak|bu|bapak|ibu|mas|mbak|[\s.,!])+$`,
  'i',
);

/** The level that a word before a name tells. */
export const LEVEL_LABELS: ReadonlyMap<string, 'desa' | 'kecamatan' | 'kabupaten'> = new Map(
  Object.entries({
    desa: 'desa',
    ds: 'desa',
    kelurahan: 'desa',
    kel: 'desa',
    kecamatan: 'kecamatan',
    kec: 'kecamatan',
    kabupaten: 'kabupaten',
    kab: 'kabupaten',
    kota: 'kabupaten',
  } as const),
);

/** Words that stand beside names of places and say nothing more. */
export const PLACE_WORDS: ReadonlySet<string> = new Set([
  'tps',
  'no',
  'nomor',
  'lokasi',
  'alamat',
  'tempat',
  'dari',
  'di',
]);
