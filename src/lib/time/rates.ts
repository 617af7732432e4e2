/**
 * What an hour costs: entry, else the member on the project, else the project, the member, the client, the business. A rate in another currency than the
 * project's is none: nothing is converted behind anybody's back.
 */
import type { Business } from '../business/business.ts';
import { parseAmount } from '../money/amount.ts';
import { currencyExponent } from '../money/currencies.ts';
import { divideRounded, parseDecimal, pow10, PRICE_LIMITS } from '../money/decimal.ts';
import type { Party } from '../parties/party.ts';
import type { CopiedRate, Project, RateSource } from './time.ts';

export interface RateContext {
	/** Typed on the entry itself. */
	typed?: string | undefined;
	/** Hexadecimal. */
	member: string;
	project?: Pick<Project, 'currency' | 'rate' | 'members'> | undefined;
	client?: Pick<Party, 'currency' | 'hourlyRate'> | undefined;
	business: Pick<Business, 'currency' | 'hourlyRate' | 'memberRates'>;
}

/** Undefined where nobody has said one. */
export function rateFor({ typed, member, project, client, business }: RateContext): CopiedRate | undefined {
	const currency = project?.currency ?? business.currency;
	const levels: [RateSource, string | undefined, string][] = [
		['entry', typed, currency],
		['project-member', project?.members.find(({ id }) => id === member)?.rate, currency],
		['project', project?.rate, currency],
		['member', business.memberRates?.find(({ id }) => id === member)?.rate, business.currency],
		['client', client?.hourlyRate, client?.currency || business.currency],
		['business', business.hourlyRate, business.currency]
	];
	for (const [from, rate, of] of levels) if (isRate(rate) && of === currency) return { rate, currency, from };
	return undefined;
}

function isRate(text: string | undefined): text is string {
	if (text === undefined || text === '') return false;
	const read = parseDecimal(text, PRICE_LIMITS);
	return read.ok && read.value.digits >= 0n;
}

/** Minor units; hours times rate, rounded once. Undefined without a rate. */
export function worthOf(seconds: number, rate: CopiedRate | undefined): bigint | undefined {
	const read = rate && parseDecimal(rate.rate, PRICE_LIMITS);
	if (!rate || !read?.ok) return undefined;
	return divideRounded(BigInt(seconds) * read.value.digits * pow10(currencyExponent(rate.currency)), 3600n * pow10(read.value.scale));
}

export function minorOf(currency: string, text: string): bigint {
	const read = parseAmount(currency, text);
	return read.ok ? read.value.minor : 0n;
}
