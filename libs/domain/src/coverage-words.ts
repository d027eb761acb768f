import { levelOf } from './code';
import type { Coverage, CoverageGroup } from './coverage';
import { formatNumber, formatPercent } from './locale';
import type { LanguageCode } from './locale';
import { regionName } from './region-name';

/** Regions named: whoever listens keeps three. */
const NAMED = 3;

/** `Bangkalan (57 dari 1.800), Sampang (…) dan Sumenep (…)`: where most TPS are missing. */
export function missingWhere({ regions }: Pick<Coverage, 'regions'>, language: LanguageCode, most = NAMED): string {
  const of = language === 'id' ? 'dari' : 'of';
  const names = regions.slice(0, most).map(({ code, name, missing, expected }) => {
    const counts = `${formatNumber(missing, language)} ${of} ${formatNumber(expected, language)}`;
    return `${regionName(name, levelOf(code))} (${counts})`;
  });
  return listed(names, language);
}

/** `terbanyak di A, B dan C`; `di A` where there is no other region. */
export function mostlyIn(coverage: Pick<Coverage, 'regions'>, language: LanguageCode): string {
  const where = missingWhere(coverage, language);
  if (coverage.regions.length < 2) return language === 'id' ? `di ${where}` : `in ${where}`;
  return language === 'id' ? `terbanyak di ${where}` : `most of them in ${where}`;
}

/** `1 vote`, `2 votes`: the form of an English word that goes with a count. */
export function englishForm(count: number, one: string, more: string): string {
  return count === 1 ? one : more;
}

/** `A, B dan C`. */
export function listed(names: readonly string[], language: LanguageCode): string {
  const last = names.at(-1) ?? '';
  if (names.length < 2) return last;
  return `${names.slice(0, -1).join(', ')} ${language === 'id' ? 'dan' : 'and'} ${last}`;
}

/** Which TPS are missing and how they differ from those that are in, in one sentence. */
export function coverageSentence(coverage: Coverage, language: LanguageCode): string {
  const { counted, missing } = coverage;
  const expected = counted.tps + missing.tps;
  const all = formatNumber(expected, language);
  if (missing.tps === 0) return language === 'id' ? `Semua ${all} TPS sudah dihitung.` : `All ${all} TPS are counted.`;
  if (counted.tps === 0)
    return language === 'id' ? `Belum ada dari ${all} TPS yang dihitung.` : `None of the ${all} TPS is counted yet.`;
  const share = formatPercent({ part: missing.tps, total: expected }, language);
  const where = mostlyIn(coverage, language) + villageKinds(coverage, language);
  const few = formatNumber(missing.tps, language);
  const [out, within] = [missing, counted].map((group) => meanVoters(group, language));
  if (language === 'id')
    return `${few} dari ${all} TPS (${share}) belum dihitung, ${where}; rata-rata ${out} pemilih DPT per TPS, sedangkan TPS yang sudah dihitung ${within}.`;
  return missing.tps === 1
    ? `1 of ${all} TPS (${share}) is not counted yet, ${where}; it has ${out} voters on the list, those counted ${within} on average.`
    : `${few} of ${all} TPS (${share}) are not counted yet, ${where}; they have ${out} voters on the list on average, those counted ${within}.`;
}

function villageKinds({ counted, missing, hasSettlements }: Coverage, language: LanguageCode): string {
  if (!hasSettlements) return '';
  const [out, within] = [missing, counted].map(({ kelurahan, tps }) =>
    formatPercent({ part: kelurahan, total: tps }, language, 1),
  );
  return language === 'id'
    ? `; ${out} di antaranya di kelurahan dan selebihnya di desa, sedangkan dari yang sudah dihitung ${within} di kelurahan`
    : `; ${out} of them are in kelurahan (towns) and the others in desa (villages), of those counted ${within} in kelurahan`;
}

function meanVoters({ voters, tps }: CoverageGroup, language: LanguageCode): string {
  return formatNumber(tps === 0 ? 0 : Math.round(voters / tps), language);
}
