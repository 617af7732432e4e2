/** What is said at a field of addresses. */
import { MOST_ADDRESSES, readAddresses } from './addresses.ts';
import { t } from './words.ts';

/** Undefined where all of them are addresses, or none is typed. */
export function addressProblem(typed: string): string | undefined {
	const { addresses, wrong } = readAddresses(typed);
	if (wrong === undefined) return undefined;
	return addresses.length > MOST_ADDRESSES ? t('tooMany', { count: MOST_ADDRESSES }) : t('wrongAddress', { address: wrong });
}
