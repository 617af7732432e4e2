/** Countries (ISO 3166-1 alpha-2) and the languages documents are written in, named in the reader's language. */
import type { Option } from '../ui/option.ts';
import { presets } from './presets.ts';

const CODES =
	'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
		' '
	);

const sorted = new Map<string, Option[]>();

/** In the alphabet of the reader. */
export function countryOptions(language: string): Option[] {
	let options = sorted.get(language);
	if (!options) {
		const names = new Intl.DisplayNames([language], { type: 'region' });
		options = CODES.map((code) => ({ value: code, label: names.of(code) ?? code }));
		options.sort(byLabel(language));
		sorted.set(language, options);
	}
	return options;
}

export function countryName(code: string, language: string): string {
	return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code) : code;
}

/** Languages a document may be in: the ones presets use, without and with their country. */
const LANGUAGES = [...new Set(['ar', 'hi', ...presets.flatMap(({ language }) => [language.slice(0, 2), language])])];

/** `current` is on the list whatever it is. */
export function languageOptions(language: string, current?: string): Option[] {
	const names = new Intl.DisplayNames([language], { type: 'language' });
	const codes = current && !LANGUAGES.includes(current) ? [current, ...LANGUAGES] : LANGUAGES;
	return codes.map((code) => ({ value: code, label: names.of(code) ?? code })).sort(byLabel(language));
}

export function monthOptions(language: string): Option[] {
	const name = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
	return Array.from({ length: 12 }, (_, month) => ({ value: String(month + 1), label: name.format(Date.UTC(2026, month, 1)) }));
}

function byLabel(language: string): (a: Option, b: Option) => number {
	const collator = new Intl.Collator(language);
	return (a, b) => collator.compare(a.label, b.label);
}
