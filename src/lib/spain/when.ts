/** The moment at which a record was made, as a clock where the business is had it. */

/** Of mainland Spain where the business keeps no other Spanish time. */
const MAINLAND = 'Europe/Madrid';
const SPANISH: ReadonlySet<string> = new Set([MAINLAND, 'Atlantic/Canary', 'Africa/Ceuta']);

export function spanishZone(timeZone: string): string {
	return SPANISH.has(timeZone) ? timeZone : MAINLAND;
}

/** @param instant ISO 8601 @returns "2026-11-23T10:15:00+01:00": to the second, with the offset and never Z */
export function localInstant(instant: string, timeZone: string): string {
	const milliseconds = Date.parse(instant);
	const parts = new Map(
		formatOf(timeZone)
			.formatToParts(milliseconds)
			.map(({ type, value }) => [type, value])
	);
	const part = (name: string) => parts.get(name as Intl.DateTimeFormatPartTypes) ?? '';
	const offset = /^GMT([+-]\d\d:\d\d)$/.exec(part('timeZoneName'))?.[1] ?? '+00:00';
	return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}${offset}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
	let format = formats.get(timeZone);
	if (!format) {
		format = new Intl.DateTimeFormat('en-GB', {
			timeZone: spanishZone(timeZone),
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
			hourCycle: 'h23',
			timeZoneName: 'longOffset'
		});
		formats.set(timeZone, format);
	}
	return format;
}
