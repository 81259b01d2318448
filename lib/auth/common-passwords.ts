/** The heads of published lists, 8 characters and longer; shorter ones are refused by length. */
const COMMON = new Set(
  `password password1 password12 password123 password1234 passw0rd passw0rd1 p@ssw0rd p@ssword password! 12345678
  123456789 1234567890 12345678910 0123456789 987654321 9876543210 87654321 11111111 111111111 1111111111 00000000
  000000000 0000000000 22222222 55555555 66666666 77777777 88888888 888888888 99999999 999999999 12121212 123123123
  123321123 11223344 1122334455 112233445566 12341234 123412345 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc
  qazwsxedc qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertyu1 qweasdzxc qwer1234
  asdfghjk asdfghjkl asdf1234 asdfasdf zxcvbnm1 zxcvbnm123 zaq12wsx zaq1zaq1 abcd1234 abc12345 abc123456 abcdefgh
  abcdefghi a1b2c3d4 a1234567 a12345678 a123456789 aa123456 aa12345678 iloveyou iloveyou1 iloveyou2 ilovegod loveyou1
  sunshine sunshine1 princess princess1 football football1 baseball baseball1 basketball superman superman1 batman123
  starwars pokemon1 pokemon123 michelle jennifer jessica1 michael1 jordan23 charlie1 samantha victoria whatever trustno1
  computer internet internet1 samsung1 samsung123 liverpool liverpool1 chelsea1 arsenal1 welcome1 welcome12 welcome123
  welcome! letmein1 letmein123 letmein! changeme changeme1 changeme123 changeit secret123 secretpassword adminadmin
  admin123 admin1234 admin12345 administrator root1234 rootroot toor1234 test1234 testtest testing1 testing123 guest123
  default1 default123 headwater headwater1 headwater123 stripe123 dashboard dragon123 monkey123 master123 shadow123
  killer123 hunter22 freedom1 mustang1 corvette mercedes ferrari1 cheyenne midnight maverick redskins steelers blink182
  lovelove babygirl babygirl1 butterfly chocolate cookie123 elephant spiderman ironman1 password01 p455w0rd pa55word
  pa55w0rd pa$$word pa$$w0rd passpass pass1234 pass12345 qwe123456 q1w2e3r4 q1w2e3r4t5 1234qwer 123qweasd 123qwe123
  123456aa 123456ab 123456abc 123456qwerty 1234567a 12345678a 123456789a 147258369 159753456 741852963 789456123
  963852741 102030405 101010101 102030102 summer2024 summer2025 winter2024 winter2025 spring2025 autumn2025 summer2026
  correcthorse correcthorsebatterystaple`.split(/\s+/),
);

export function isCommonPassword(password: string): boolean {
  const folded = password.toLowerCase();
  return COMMON.has(folded) || new Set(folded).size <= 2;
}
