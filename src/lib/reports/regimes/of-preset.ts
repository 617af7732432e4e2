import { BELGIUM } from './belgium.ts';
import { CANADA, QUEBEC_RETURN } from './canada.ts';
import { INDIA, MOROCCO, UNITED_STATES } from './elsewhere.ts';
import { BRITAIN, FRANCE, GERMANY, SWITZERLAND } from './europe.ts';
import { PLAIN } from './plain.ts';
import type { Regime } from './regime.ts';
import { SPAIN } from './spain.ts';

const BY_COUNTRY: Readonly<Record<string, Regime>> = {
	...{
		BE: BELGIUM,
		CA: CANADA,
		ES: SPAIN,
		FR: FRANCE,
		DE: GERMANY,
		MA: MOROCCO,
		GB: BRITAIN,
		CH: SWITZERLAND,
		IN: INDIA,
		US: UNITED_STATES
	}
};

/** The declaration of the country that a business was made for; names and rates alone where none is known. */
export function regimeOf(preset: string): Regime {
	if (preset === 'CA-QC') return QUEBEC_RETURN;
	return BY_COUNTRY[preset.slice(0, 2)] ?? PLAIN;
}
