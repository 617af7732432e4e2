import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { calendarFile } from './calendar-file.ts';

const STAMP = new Date(Date.UTC(2026, 10, 22, 9, 30, 15, 120));

/** As a reader of RFC 5545 does it. */
function read(file: string): Record<string, string>[] {
	const lines = file.replace(/\r\n[ \t]/g, '').split('\r\n');
	const events: Record<string, string>[] = [];
	for (const line of lines) {
		const at = line.indexOf(':');
		if (line === 'BEGIN:VEVENT') events.push({});
		else if (at > 0 && events.length > 0) events.at(-1)![line.slice(0, at)] ??= line.slice(at + 1);
	}
	return events;
}
const unescaped = (text: string) => text.replace(/\\([\\;,nN])/g, (_, c: string) => (c.toLowerCase() === 'n' ? '\n' : c));

describe('a calendar file', () => {
	it('has a whole day for each date, with an id that stays', () => {
		const file = calendarFile([{ key: 'a-1', date: '2026-01-31', summary: 'Invoice due' }], 'Waxbill', STAMP);
		expect(file.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
		expect(file.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n')).toBe(true);
		expect(read(file)).toEqual([
			expect.objectContaining({
				UID: 'a-1@waxbill',
				DTSTAMP: '20261122T093015Z',
				'DTSTART;VALUE=DATE': '20260131',
				SUMMARY: 'Invoice due'
			})
		]);
	});

	it('carries any text, on lines of 75 octets at most, and nothing that would be read as another line', () => {
		const texts = fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 300 }),
			fc.constantFrom('a\r\nEND:VEVENT', 'x\\n;,:', 'é'.repeat(80), '😀'.repeat(40))
		);
		fc.assert(
			fc.property(fc.array(texts, { maxLength: 4 }), (summaries) => {
				const days = summaries.map((summary, at) => ({ key: `k${at}`, date: '2026-02-28', summary }));
				const file = calendarFile(days, 'Waxbill', STAMP);
				for (const line of file.split('\r\n')) {
					expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
					expect(line).not.toMatch(/[\r\n]/);
				}
				const plain = (text: string) => text.replace(/\r\n|\r/g, '\n').replace(/[^\P{Cc}\t\n]/gu, '');
				expect(read(file).map(({ SUMMARY }) => unescaped(SUMMARY ?? ''))).toEqual(summaries.map(plain));
			})
		);
	});

	it('without dates is a calendar all the same', () => {
		expect(calendarFile([], 'a;b', STAMP)).toContain('X-WR-CALNAME:a\\;b\r\nEND:VCALENDAR');
	});
});
