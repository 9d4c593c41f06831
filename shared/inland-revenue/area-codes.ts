/**
 * Area-code rules per country, re-expressed from the AreaCode table of Inland Revenue's Contact API (Contact 2021-09-14.yaml; SPEC 7.7).
 * New Zealand is not in the table: the whole national number goes into PhoneNumber and an area code is refused (CNT102).
 * Whether a length is exact or a maximum is not published; see `rules.ts` for how each side reads it.
 */
const requiredByLength: Record<number, string> = {
  1: 'AL BD BE BH BO BT CD CO EC ER GA JO LB MK NF',
  2: 'AE AM AO AR AU AZ BA BJ BR BY CH CI CL CY DJ DZ EG ET FR GF GH GL GP GQ GW HR IL KE KH LA LS LU ME MG MQ NO PL PM PN RE SA SJ SK SL SO SZ TF TN TO VA YT',
  3: 'AF AG AI AS BB BM BS CA CV CZ DM DO FM GD GE GU GY ID IE JM JP KM KN KW KY LC LK LY MP MS MX PR PW RW TC TG TM TR TT UM US VC VE VG VI ZA ZM',
  4: 'BF BI CG SM',
};

const optional =
  'AD AQ AT AW AX BG BL BN BQ BV BW BZ CC CF CK CM CN CR CU CW CX DE DK EE EH ES FI FJ FK FO GB GG GI GM GN GR GS GT HK HM ' +
  'HN HT HU IM IN IO IQ IR IS IT JE KG KI KP KR KZ LI LR LT LV MA MC MD MF MH ML MM MN MO MR MT MU MV MW MY MZ NA NC NE NG ' +
  'NI NL NP NR NU OM PA PE PF PG PH PK PS PT PY QA RO RS RU SB SC SD SE SG SH SI SN SR SS ST SV SX SY TD TH TJ TK TL TV TW ' +
  'TZ UA UG UY UZ VN VU WF WS XK XX YE ZW';

export interface AreaCodeRule {
  required: boolean;
  /** Digits: 1 to 5. */
  length: number;
}

const rules = new Map<string, AreaCodeRule>();
for (const [length, countries] of Object.entries(requiredByLength))
  for (const country of countries.split(' ')) rules.set(country, { required: true, length: Number(length) });
for (const country of optional.split(' ')) rules.set(country, { required: false, length: 5 });

/** By ISO 3166-1 alpha-2 code (plus XK and XX, which Inland Revenue lists too). */
export const areaCodeRules: ReadonlyMap<string, AreaCodeRule> = rules;
