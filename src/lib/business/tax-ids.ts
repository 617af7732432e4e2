/**
 * Whether a tax or company number can be right: length, characters and check digits. It says nothing about whether the number is in
 * force: that takes a register, and a register would learn of your clients. The checks load as one chunk when the first number is typed.
 */

/** Key of `taxId.<problem>` in the business messages. */
export type TaxIdProblem = 'length' | 'characters' | 'checksum' | 'part';

export type TaxIdCheck =
	/** `normal` is the number as machines want it; `checked` is false for kinds that have no check of their own. */
	{ ok: true; normal: string; checked: boolean } | { ok: false; problem: TaxIdProblem };

/** `country` is where the number was given, which need not be where its holder lives. */
export async function checkTaxId(kind: string, country: string, value: string): Promise<TaxIdCheck> {
	const text = value.trim();
	if (text === '') return { ok: true, normal: '', checked: false };
	const { checkNumber } = await import('./tax-id-checks.ts');
	return checkNumber(kind, country, text);
}
