// cspell:disable -- none of this is a word anyone should use

/**
 * Long passwords that many have, in lower case and without what people put behind them. Length alone does not keep these from
 * being guessed within a day.
 */
export const COMMON_PASSWORDS = new Set(
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

/** Rows of keys, and what is counted up. */
export const KEY_RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm'];
