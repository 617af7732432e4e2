/** IBAN and BIC: shape, length of the country and check digits. The library loads when the first one is typed. */

/** Key of `iban.<problem>` in the business messages. */
export type IbanProblem = 'country' | 'length' | 'characters' | 'checksum';
export type IbanCheck = { ok: true; normal: string } | { ok: false; problem: IbanProblem };
export type BicCheck = { ok: true; normal: string } | { ok: false };

export async function checkIban(value: string): Promise<IbanCheck> {
	const normal = compact(value);
	if (normal === '') return { ok: true, normal };
	const { ValidationErrorsIBAN: Problem, validateIBAN } = await import('ibantools');
	const { valid, errorCodes } = validateIBAN(normal);
	if (valid) return { ok: true, normal };
	const has = (code: (typeof errorCodes)[number]) => errorCodes.includes(code);
	if (has(Problem.NoIBANCountry)) return { ok: false, problem: 'country' };
	if (has(Problem.WrongBBANLength)) return { ok: false, problem: 'length' };
	if (has(Problem.WrongBBANFormat) || has(Problem.ChecksumNotNumber)) return { ok: false, problem: 'characters' };
	return { ok: false, problem: 'checksum' };
}

export async function checkBic(value: string): Promise<BicCheck> {
	const normal = compact(value);
	if (normal === '') return { ok: true, normal };
	const { isValidBIC } = await import('ibantools');
	return isValidBIC(normal) ? { ok: true, normal } : { ok: false };
}

/** In groups of four, as people read it. */
export function spacedIban(value: string): string {
	return compact(value).replace(/(.{4})(?=.)/g, '$1 ');
}

function compact(value: string): string {
	return value.toUpperCase().replace(/[\s.-]/gu, '');
}
