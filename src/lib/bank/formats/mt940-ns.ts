/**
 * Field NS of MT940, "non-SWIFT": what the bank says of a line in rows with two digits in front. 01 to 14 are text, 15 and 16 the other side's name, 17 the
 * kind of booking, 33 the other side's bank and 34 his account; before the first line, 22 is the account's holder.
 */
export function unstructured(lines: readonly string[]): {
	holder: string;
	name: string;
	account: string;
	text: string;
	original?: undefined;
} {
	const rows = new Map<number, string>();
	for (const line of lines) {
		const [, number, value = ''] = /^(\d{2})(.*)$/.exec(line) ?? [];
		if (number) rows.set(Number(number), value.trim());
	}
	const from = (first: number, last: number) => [...rows].filter(([number]) => number >= first && number <= last).map(([, value]) => value);
	const text = from(1, 14).filter(Boolean).join(' ');
	return {
		holder: rows.get(22) ?? '',
		name: from(15, 16).join(''),
		account: (rows.get(34) ?? '').replace(/^0+(?=\d)/, ''),
		text: text || (rows.get(17) ?? '')
	};
}
