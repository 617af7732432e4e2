/**
 * Rules of the official sources that are not asked, by the reason why: EN 16931 1.3.16, XRechnung 3.0.2, Peppol BIS Billing 3 (2026.5), BR-FR 1.4.0.03,
 * Factur-X 1.09 (BASIC and EN 16931). A test compares this list with the rules that are asked.
 */
export type Source = 'en16931' | 'xrechnung' | 'peppol' | 'france' | 'facturx';

export type WhyNot =
	/** Elements that the core has no use for: they only warn, and what was not read of a file is told anyway. */
	| 'unused'
	/** How often and in what order elements stand. */
	| 'structure'
	/** The same of a profile's own schema. */
	| 'profile'
	/** Only of invoices within a country where this program has no users yet. */
	| 'country'
	/** Parts of extensions that the model has no place for. */
	| 'extension'
	/** The source's own test is always met. */
	| 'always'
	| 'other';

export interface NotChecked {
	source: Source;
	why: WhyNot;
	rules: readonly string[];
}

/** "UBL-CR-001:003,005" is four rules. */
function expand(text: string): string[] {
	return text.split(' ').flatMap((part) => {
		const [, prefix, numbers] = /^(.*-)(\d+[\d:,]*)$/.exec(part) ?? [];
		if (prefix === undefined || numbers === undefined) return [part];
		return numbers.split(',').flatMap((range) => {
			const [first, last = first] = range.split(':') as [string, string?];
			return Array.from(
				{ length: Number(last) - Number(first) + 1 },
				(_, index) => prefix + String(Number(first) + index).padStart(first.length, '0')
			);
		});
	});
}

const LISTED: readonly [Source, WhyNot, string][] = [
	['en16931', 'always', 'BR-CO-05:08'],
	[
		'en16931',
		'structure',
		'CII-DT-001:007,013:014,033,068,072 CII-SR-010,046,069,072,090,464:466,471,483,485:486,488:494 UBL-SR-07,19:21,29,31'
	],
	[
		'en16931',
		'unused',
		'CII-DT-038:067,098 CII-SR-04:05 CII-SR-001:003,006:008,011:013,015:028,030,032:045,048:068,070:071,073:089,091:136,138:210,' +
			'212:252,254:342,344:373,375:382,384:386,388:402,404:409,411:438,442:451,457:458,474:476 UBL-CR-001:119,121:422,424:535,537:630,' +
			'632:682'
	],
	['xrechnung', 'extension', 'BR-DEX-02:03,15'],
	['xrechnung', 'other', 'BR-TMP-3'],
	[
		'peppol',
		'country',
		'DK-R-003:004,006:011,013 GR-R-002:003,005:006,009:010 GR-R-001-1:7 GR-R-004-1:2 GR-R-008-2:3 GR-S-011 GR-S-008-1 IS-R-001:010 ' +
			'PEPPOL-COMMON-R056-1:2 SE-R-007:012 PEPPOL-COMMON-R044 PEPPOL-COMMON-R045 PEPPOL-COMMON-R046 PEPPOL-COMMON-R047'
	],
	[
		'france',
		'extension',
		'BR-FR-01_EXT-FR-FE-136 BR-FR-01_EXT-FR-FE-136-1:2 BR-FR-02_EXT-FR-FE-136 BR-FR-03_EXT-FR-FE-138,158 BR-FR-04_EXT-FR-FE-02 ' +
			'BR-FR-04_EXT-FR-FE-137 BR-FR-09_EXT-FR-FE-06,46,69,92 BR-FR-09_EXT-FR-FE-115,146 BR-FR-23_EXT-FR-FE-12,29,52,75,98 ' +
			'BR-FR-23_EXT-FR-FE-121 BR-FR-25_EXT-FR-FE-12,29,52,75,98 BR-FR-25_EXT-FR-FE-121 BR-FR-27_EXT-FR-FE-159 BR-FR-BD-02_BT-30:31,47 ' +
			'BR-FR-BD-02_EXT-FR-FE-163 BR-FR-BD-13_BT-3 BR-FR-BD-14-EXT-FR-FE-136,138 BR-FR-CO-10_EXT-FR-FE-06-1:2 ' +
			'BR-FR-CO-10_EXT-FR-FE-115-1:2 BR-FR-CO-10_EXT-FR-FE-146-1:2 BR-FR-CO-10_EXT-FR-FE-46-1:2 BR-FR-CO-10_EXT-FR-FE-69-1:2 ' +
			'BR-FR-CO-10_EXT-FR-FE-92-1:2 BR-FR-MV-01_EXT-FR-FE-163 BR-FR-MV-02_EXT-FR-FE-163 BR-FR-MV-03_EXT-FR-FE-164,167,177,181:182 ' +
			'BR-FR-MV-05_EXT-FR-FE-BG-12 BR-FR-MV-06_EXT-FR-FE-167 BR-FR-MV-07_BT-128 BR-FR-MV-08_BT-128 BR-FR-MV-09_EXT-FR-FE-181 ' +
			'BR-FR-MV-10_EXT-FR-FE-184 BR-FR-MV-11_BT-128 BR-FR-MV-12_BT-128 BR-FR-MV-13_BT-3 BR-FR-MV-14-EXT-FR-FE-136,138 BR-FR-MV-BD_BT-3 ' +
			'BR-FR-MV-03_BT-128_AFL BR-FR-MV-03_BT-128_AVV'
	],
	[
		'france',
		'other',
		'BR-FR-27_BG-32 BR-FR-27_BT-160 BR-FR-29_BT-18 BR-FR-30_BT-128 BR-FR-CO-10_BT-46-2 BR-FR-CO-10_BT-60-2 BR-FR-CO-10_BT-71-2 ' +
			'BR-FR-28-Value BR-FR-29_AFL BR-FR-29_AVV BR-FR-30_AFL BR-FR-30_AVV'
	],
	[
		'facturx',
		'profile',
		'FX-SCH-A-000019:000021,000024:000025,000027:000030,000032:000035,000037:000039,000041:000044,000160:000161,000163:000169,' +
			'000171:000178,000183:000185,000187:000195,000265:000276,000278:000279,000282:000297,000406:000407,000409,000411:000413,000415,' +
			'000419:000420,000422,000425:000426,000428,000430:000434,000436:000437,000439:000440,000442,000445:000446,000448,000450:000453,' +
			'000455:000456,000458,000460,000462,000465,000467:000470,000473:000474,000477:000481,000484,000488,000490:000492,000494:000555,000557:000628'
	]
];

export const NOT_CHECKED_GROUPS: readonly NotChecked[] = LISTED.map(([source, why, text]) => ({ source, why, rules: expand(text) }));

export const NOT_CHECKED: ReadonlySet<string> = new Set(NOT_CHECKED_GROUPS.flatMap(({ rules }) => rules));
