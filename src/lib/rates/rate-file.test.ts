import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { RateFileError, readRateFile } from './rate-file.ts';
import { rateOn, sheetsOf } from './sheet.ts';
import { unzipOne } from './zip.ts';

/** As the European Central Bank writes them: eurofxref-daily.xml, eurofxref.csv and eurofxref-hist.csv. */
const DAILY_XML = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender>
		<gesmes:name>European Central Bank</gesmes:name>
	</gesmes:Sender>
	<Cube>
		<Cube time='2026-11-20'>
			<Cube currency='USD' rate='1.0543'/>
			<Cube currency='JPY' rate='163.12'/>
			<Cube currency='CAD' rate='1.4732'/>
		</Cube>
	</Cube>
</gesmes:Envelope>`;
const DAILY_CSV = 'Date, USD, JPY, CAD, \n20 November 2026, 1.0543, 163.12, 1.4732, \n';
const LONG_CSV = `Date,USD,JPY,CYP,CAD,\n2026-11-20,1.0543,163.12,N/A,1.4732,\n2026-11-19,1.0561,162.9,N/A,1.4701,\n2025-11-20,1.1,170,N/A,1.5,\n2025-11-19,1.1,170,N/A,1.5,\n1999-01-04,1.1789,133.73,0.58231,1.8004,\n`;
const DAY = { date: '2026-11-20', rates: { CAD: '1.4732', JPY: '163.12', USD: '1.0543' } };

const read = (content: BlobPart) => readRateFile(new Blob([content]));
const problemOf = async (content: BlobPart) => {
	const failed: unknown = await read(content).catch((cause: unknown) => cause);
	expect(failed).toBeInstanceOf(RateFileError);
	const { problem, line } = failed as RateFileError;
	return line === undefined ? problem : `${problem} ${line}`;
};

/** A ZIP archive of one entry, written by the rules of PKWARE's APPNOTE 6.3. */
function zip(name: string, text: string, method: 0 | 8 = 8, change: (archive: DataView, central: number) => void = () => {}) {
	const whole = new TextEncoder().encode(text);
	const body = method === 8 ? deflateRawSync(whole) : whole;
	const title = new TextEncoder().encode(name);
	const central = 30 + title.length + body.length;
	const archive = new Uint8Array(central + 46 + title.length + 22);
	const view = new DataView(archive.buffer);
	view.setUint32(0, 0x04034b50, true);
	view.setUint16(8, method, true);
	view.setUint16(26, title.length, true);
	archive.set(title, 30);
	archive.set(body, 30 + title.length);
	view.setUint32(central, 0x02014b50, true);
	view.setUint16(central + 10, method, true);
	view.setUint32(central + 16, crc32(whole), true);
	view.setUint32(central + 20, body.length, true);
	view.setUint32(central + 24, whole.length, true);
	view.setUint16(central + 28, title.length, true);
	archive.set(title, central + 46);
	const end = central + 46 + title.length;
	view.setUint32(end, 0x06054b50, true);
	view.setUint16(end + 10, 1, true);
	view.setUint32(end + 12, 46 + title.length, true);
	view.setUint32(end + 16, central, true);
	change(view, central);
	return archive;
}

describe('files of the European Central Bank', () => {
	test.each([
		['the day as XML', DAILY_XML],
		['with other quotes and order', DAILY_XML.replaceAll("'", '"').replace('currency="USD" rate="1.0543"', 'rate="1.0543" currency="USD"')],
		['the day as CSV', DAILY_CSV],
		['the day in a ZIP', zip('eurofxref.csv', DAILY_CSV)],
		['stored, not deflated', zip('eurofxref-daily.xml', DAILY_XML, 0)],
		['with Windows lines and a mark at the front', `\ufeff${DAILY_CSV.replaceAll('\n', '\r\n')}`],
		['saved again by a spreadsheet', 'Date;USD;JPY;CAD\n2026-11-20;1,0543;163,12;1,4732\n'],
		['as UTF-16', new Uint8Array([0xff, 0xfe, ...new Uint8Array(new Uint16Array([...DAILY_CSV].map((c) => c.charCodeAt(0))).buffer)])]
	])('%s', async (_, content) => {
		expect(await read(content)).toEqual({ source: 'ECB', base: 'EUR', days: [DAY] });
	});

	test('of many years keep one, by months; currencies that are gone are left out', async () => {
		const { source, base, days } = await read(zip('eurofxref-hist.csv', LONG_CSV));
		expect(days).toHaveLength(5);
		const sheets = sheetsOf(source, base, days);
		expect(sheets.map(({ month, days }) => [month, days.map(({ date }) => date)])).toEqual([
			['2025-11', ['2025-11-20']],
			['2026-11', ['2026-11-19', '2026-11-20']]
		]);
		expect(sheets[1]!.days[1]).toEqual(DAY);
	});
});

describe('what is no file of rates is refused, and says where', () => {
	test.each([
		['nothing', '', 'not-rates'],
		['a letter', 'Dear Sir,\nplease find', 'not-rates'],
		['another table', 'Name,Amount\nRent,500', 'not-rates'],
		['another XML', '<html><body>404</body></html>', 'not-rates'],
		['no day', 'Date,USD,\n', 'no-days'],
		['a day that is none', 'Date,USD,\n2026-02-30,1.1,\n', 'wrong-date 2'],
		['a month that is none', 'Date,USD,\n20 Novembre 2026,1.1,\n', 'wrong-date 2'],
		['a rate that is none', 'Date,USD,JPY,\n2026-11-20,1.1,163,\n2026-11-19,=1+1,163,\n', 'wrong-rate 3'],
		['a rate of nothing', 'Date,USD,\n2026-11-20,0.000,\n', 'wrong-rate 2'],
		['a row cut short', 'Date,USD,JPY,\n2026-11-20,1.1\n', 'rows-differ 2'],
		['a row too long', 'Date,USD,\n2026-11-20,1.1,2,3\n', 'rows-differ 2'],
		['a wrong rate in XML', DAILY_XML.replace('1.0543', '-1'), 'wrong-rate 9'],
		['a wrong day in XML', DAILY_XML.replace('2026-11-20', 'today'), 'wrong-date 8'],
		['an archive of something else', zip('readme.txt', 'x'), 'not-rates'],
		['an archive cut short', zip('eurofxref.csv', DAILY_CSV).slice(0, -30), 'zip'],
		['an archive with a password', zip('a.csv', DAILY_CSV, 8, (view, at) => view.setUint16(at + 8, 1, true)), 'zip'],
		['an archive packed in another way', zip('a.csv', DAILY_CSV, 8, (view, at) => view.setUint16(at + 10, 14, true)), 'zip'],
		['an archive whose entry lies elsewhere', zip('a.csv', DAILY_CSV, 8, (view, at) => view.setUint32(at + 42, 9, true)), 'zip'],
		['an archive that says it is smaller', zip('a.csv', DAILY_CSV, 8, (view, at) => view.setUint32(at + 24, 9, true)), 'zip'],
		['an archive that grows without end', zip('a.csv', 'x'.repeat(21 * 1024 * 1024)), 'zip']
	])('%s', async (_, content, problem) => {
		expect(await problemOf(content)).toBe(problem);
	});

	test('an archive is given up while it grows, not after', async () => {
		const bomb = zip('a.csv', 'x'.repeat(1_000_000));
		await expect(unzipOne(bomb, () => true, 1000)).rejects.toThrow('size');
		await expect(unzipOne(bomb, () => true, 2_000_000)).resolves.toHaveLength(1_000_000);
	});

	test('damaged anywhere, an archive is read right or refused', async () => {
		const sound = zip('eurofxref.csv', DAILY_CSV);
		for (let at = 0; at < sound.length; at++) {
			const damaged = sound.slice();
			damaged[at]! ^= 0x41;
			const result = await read(damaged).catch((cause: unknown) => cause);
			if (!(result instanceof RateFileError)) expect(result).toMatchObject({ days: [DAY] });
		}
	});
});

describe('the rate that held on a day', () => {
	const sheets = sheetsOf('ECB', 'EUR', [DAY, { date: '2026-11-19', rates: { USD: '1.0561' } }]);

	test.each([
		['EUR', 'USD', '2026-11-20', '1.0543', '2026-11-20'],
		['USD', 'EUR', '2026-11-20', '0.9484966', '2026-11-20'],
		['USD', 'CAD', '2026-11-22', '1.397325', '2026-11-20'],
		['EUR', 'USD', '2026-11-19', '1.0561', '2026-11-19'],
		['EUR', 'CAD', '2026-11-27', '1.4732', '2026-11-20']
	])('%s in %s on %s', (currency, base, date, rate, of) => {
		expect(rateOn(sheets, currency, base, date)).toEqual({ rate, date: of, source: 'ECB' });
	});

	test('is none before it was published, a week after it, and for a currency that is not in it', () => {
		expect(rateOn(sheets, 'EUR', 'USD', '2026-11-18')).toBeUndefined();
		expect(rateOn(sheets, 'EUR', 'CAD', '2026-11-19')).toBeUndefined();
		expect(rateOn(sheets, 'EUR', 'USD', '2026-11-28')).toBeUndefined();
		expect(rateOn(sheets, 'MAD', 'EUR', '2026-11-20')).toBeUndefined();
	});

	test('what another device wrote that is no sheet counts as empty', () => {
		const broken = [
			{ days: 'x' },
			{ days: [null, { date: 5 }, { date: '2026-11-20', rates: null }, { date: '2026-11-20', rates: { USD: 'x' } }] }
		];
		expect(rateOn(broken as never, 'EUR', 'USD', '2026-11-20')).toBeUndefined();
	});
});
