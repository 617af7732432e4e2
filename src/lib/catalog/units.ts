/** Units of UN/ECE Recommendation 20 (and X-codes of 21) that a small business charges by, most used first. BT-130 takes any of the list. */
import { catalogue } from '../ui/i18n.svelte.ts';
import { units } from './messages/units.en.ts';

const t = catalogue(units);

export type UnitCode = keyof typeof units;
export const UNIT_CODES = Object.keys(units) as UnitCode[];

/** "hour"; the code itself when it is not one of ours. */
export function unitName(code: string): string {
	return code in units ? t(code as UnitCode) : code;
}
