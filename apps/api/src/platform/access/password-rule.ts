/**
 * Long passwords that many have, in lower case and without what people put behind them. Length alone does not keep these from
 * being guessed within a day.
 */
const COMMON = new Set(
  `
  1q2w3e4r5t6y 1qaz2wsx3edc abcdefghijkl administrator administrasi adminadmin adminposko akusayangkamu
  alhamdulillah aminyarobbal anakanakku asdfghjkl asdfghjklzxc assalamualaikum astaghfirullah badanpengawas bawaslu
  bawaslujatim bhinnekatunggalika bismillah bismillahirrahmanirrahim bukanrahasia changeme changemenow computer
  correcthorsebatterystaple defaultpassword doraemon forgetpassword gantipassword gantisekarang garudapancasila
  helpdesk iloveyou iloveyouforever indonesia indonesiamerdeka indonesiaraya indonesiaku jawatimur jawatimurku
  katasandi katakunci kemerdekaan komisipemilihan komisipemilihanumum komputer kpujatim kpujawatimur kpuprovinsi
  kpusurabaya letmein letmeinplease lupapassword masukaja masuksaja merdeka monitoring mypassword oplapolis operator
  operatorkpu operatorposko p@ssw0rd p@ssword pancasila passw0rd password passwordku passwordpassword
  passwordsaya pemilihanumum pemilu pemiludamai pemilujurdil pemiluserentak pengawas penyelia pilgub pilgubjatim pilkada
  pilkadadamai pilkadajatim pilkadaserentak posko poskokpu poskopemilu poskopilkada princess qazwsxedcrfv qwerty
  qwertyasdfgh qwertyuiop qwertyuiopasdf rahasia rahasiabanget rahasianegara rahasiaku rahasiasekali sayangkamu
  sayangmama sayangsekali selamatdatang selamatmalam selamatpagi sirekap sirekapkpu sunshine superman supervisor
  surabaya surabayakota surabayaku tanyaadmin terimakasih thisismypassword tidakada tidaktahu trustno1 verifikator
  welcome welcomehome welcometoposko zaq12wsxcde3 zxcvbnm zxcvbnmasdfg
  `
    .trim()
    .split(/\s+/),
);

/** Few enough different characters to be a pattern, not a secret. */
const FEWEST_DIFFERENT = 5;
const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm'];
/** What a name may be lengthened by and still be no secret. */
const BESIDE_NAME = 5;

/** True where a password is among those that everyone tries first: common ones, patterns, and the own name. */
export function isTooCommon(password: string, username: string): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  if (new Set(text).size < FEWEST_DIFFERENT) return true;
  if (COMMON.has(text) || COMMON.has(wordOf(text))) return true;
  return isRun(text) || isName(text, username.toLowerCase());
}

/** Without spaces, and without the year and the marks that people add when a password is refused. */
function wordOf(text: string): string {
  return text
    .replaceAll(/\s/g, '')
    .replace(/^[^\p{L}]+/u, '')
    .replace(/[^\p{L}]+$/u, '');
}

function isRun(text: string): boolean {
  return RUNS.some((run) => {
    const twice = run + run;
    return twice.includes(text) || Array.from(twice).reverse().join('').includes(text);
  });
}

function isName(text: string, name: string): boolean {
  const rest = text.replaceAll(name, '');
  return rest.length < text.length && rest.length <= BESIDE_NAME;
}
