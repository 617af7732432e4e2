/** A calendar file as RFC 5545 has it: whole days, each with the id it keeps when the file is made again. Pure. */

export interface CalendarDay {
	/** Unique among those of the file. */
	key: string;
	/** Calendar date. */
	date: string;
	summary: string;
}

/** @param stamp instant the file is made */
export function calendarFile(days: readonly CalendarDay[], name: string, stamp: Date): string {
	const made = stamp.toISOString().replace(/[-:]|\.\d{3}/g, '');
	const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Waxbill//Due dates//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'];
	lines.push(`X-WR-CALNAME:${escaped(name)}`);
	for (const { key, date, summary } of days) {
		lines.push('BEGIN:VEVENT', `UID:${key}@waxbill`, `DTSTAMP:${made}`, `DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`);
		lines.push(`SUMMARY:${escaped(summary)}`, 'TRANSP:TRANSPARENT', 'END:VEVENT');
	}
	lines.push('END:VCALENDAR');
	return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** TEXT of RFC 5545, 3.3.11. Other control characters may not be in it. */
function escaped(text: string): string {
	return text
		.replace(/[\\;,]/g, '\\$&')
		.replace(/\r\n|\r|\n/g, '\\n')
		.replace(/[^\P{Cc}\t]/gu, '');
}

const MOST = 75;

/** No line is longer than 75 octets, and no character is cut in two. */
function folded(line: string): string {
	const encoder = new TextEncoder();
	let out = '';
	let octets = 0;
	for (const character of line) {
		const size = encoder.encode(character).length;
		if (octets + size > MOST) {
			out += '\r\n ';
			octets = 1;
		}
		out += character;
		octets += size;
	}
	return out;
}
