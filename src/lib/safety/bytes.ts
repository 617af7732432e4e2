const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size for reading: two digits are enough. */
export function sizeText(bytes: number, language: string): string {
	const step = Math.min(Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)), UNITS.length - 1);
	return new Intl.NumberFormat(language, {
		style: 'unit',
		unit: UNITS[step]!,
		unitDisplay: step === 0 ? 'long' : 'short',
		maximumSignificantDigits: 2
	}).format(bytes / 1000 ** step);
}
