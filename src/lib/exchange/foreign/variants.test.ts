/** Tables and whole exports in the many ways in which they come: whatever the way, the same is read. */
import fc from '../../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { invoiceShelfDump, type Owing } from '../../../../tests/support/foreign-exports.ts';
import { packedZip } from '../../../../tests/support/packed-zip.ts';
import { REPORT_FORMATS, type Reported, type ReportFormat } from '../../../../tests/support/report-exports.ts';
import { aWay, tableWritten, type Way } from '../../../../tests/support/table-ways.ts';
import type { Plan, Planned } from './plan.ts';
import { readForeign } from './read-foreign.ts';
import type { Surroundings } from './reading.ts';

const HERE: Surroundings = {
	currency: 'CAD',
	instant: (date, seconds) => new Date(Date.parse(`${date}T00:00:00Z`) + seconds * 1000).toISOString(),
	day: (instant) => instant.slice(0, 10),
	chosen: {},
	watch: async () => undefined
};
const plan = async (file: Blob, more: Partial<Surroundings> = {}): Promise<Plan> => (await readForeign(file, { ...HERE, ...more })).plan;
const of = (found: Plan, type: Planned['type']) => found.records.filter((each) => each.type === type);

const date = fc.integer({ min: 0, max: 900 }).map((days) => new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10));
const cents = fc.integer({ min: 1, max: 999_999 }).map((value) => (value / 100).toFixed(2));
const line = fc.record<Reported>({
	client: fc.constantFrom('Maple & Sons', 'Éclair, SARL', '"Quoted"; Ltd', 'Näherei ß'),
	person: fc.constantFrom(['Rosa', 'Lind'] as const, ['Zoë', 'Ö.'] as const),
	street: fc.constantFrom('Lindenweg 4', '1, rue de l’Été'.replace('’', "'")),
	note: fc.constantFrom('plain', '=1+1', '-2', '@cmd', 'a "b", c; d', 'Ünïcode'),
	number: fc.integer({ min: 1, max: 9999 }).map((number) => `2026-${number}`),
	date,
	due: date,
	total: cents,
	open: cents
});

/** What one line of a table becomes. */
function expected({ kind, program }: ReportFormat, row: Reported, how: Way): Record<string, unknown> {
	const { client, person, street, note, number, total } = row;
	if (kind === 'client')
		return {
			value: {
				name: client,
				currency: 'EUR',
				address: { line1: street, postcode: '50667', country: 'DE' },
				contacts: [{ name: person.join(' ') }],
				...(!how.less && { number, notes: note })
			}
		};
	if (kind === 'item') return { value: { name: client, description: note, price: total, currency: 'CAD' } };
	if (kind === 'time-entry')
		return {
			value: { note, date: row.date, start: `${row.date}T10:23:42.000Z`, ...(!how.less && { rate: { rate: total } }) }
		};
	const common = { date: row.date, currency: 'EUR', lines: [{ amount: total, description: note, category: { name: 'Fuel' } }] };
	if (program === 'harvest') return { value: { ...common, project: 'Website' }, refs: { 'rebill.clientId': `client ${client}` } };
	return { value: { ...common, ...(!how.less && { number }) }, refs: { supplierId: `supplier ${client}` } };
}

describe('tables of other programs', () => {
	it.each(REPORT_FORMATS.map((format) => [format.name, format] as const))('%s, in a hundred ways of writing it', async (_name, format) => {
		// A client is one record, however often he stands there.
		const lines =
			format.kind === 'client'
				? fc.uniqueArray(line, { minLength: 1, maxLength: 4, selector: ({ client }) => client })
				: fc.array(line, { minLength: 1, maxLength: 5 });
		await fc.assert(
			fc.asyncProperty(lines, aWay, async (all, how) => {
				const found = await plan(new Blob([tableWritten(format, all, how)]), { chosen: { dates: how.order, decimal: how.decimal } });
				expect(found.program).toBe(format.program);
				expect(found.faults).toEqual([]);
				if (format.kind === 'invoice') {
					expect(found.owed).toMatchObject(
						all.map(({ client, number, date: issued, due, total, open }) => ({
							...{ client, number, date: issued, currency: 'EUR', total, open },
							...(!how.less && { dueDate: due })
						}))
					);
					return;
				}
				const records = of(found, format.kind === 'client' ? 'party' : format.kind);
				expect(records).toMatchObject(all.map((row) => expected(format, row, how)));
			}),
			{ numRuns: 100 }
		);
	});

	it('of Invoice Ninja: an invoice that is a draft or taken back owes nothing, in any of its languages', async () => {
		const words = { de: ['Entwurf', 'Storniert'], fr: ['Brouillon', 'Annulé'], es: ['Borrador', 'Cancelado'] };
		const row: Reported = {
			...{ client: 'A', person: ['B', 'C'], street: '', note: '', number: '1', date: '2026-01-02', due: '2026-02-01' },
			...{ total: '5.00', open: '5.00' }
		};
		for (const [language, states] of Object.entries(words))
			for (const state of [...states, 'Partial']) {
				const format = REPORT_FORMATS.find(({ name }) => name === `invoice-ninja invoice ${language}`)!;
				const last = Object.keys(format.columns).at(-1)!;
				const columns = { ...format.columns, [last]: () => state };
				const text = [Object.keys(columns), Object.values(columns).map((cell) => cell(row, { date: String, decimal: String }))];
				const found = await plan(new Blob([text.map((cells) => cells.join(',')).join('\n')]));
				expect(found.owed.length).toBe(state === 'Partial' ? 1 : 0);
			}
	});
});

describe('whole exports, in a hundred ways', () => {
	it.each(['mysql', 'sqlite', 'postgres'] as const)('InvoiceShelf, as a dump of %s', async (dialect) => {
		const texts = fc.string({
			unit: fc.constantFrom('a', 'Z', 'é', "'", '"', '\\', ';', ',', '(', ')', '`', '\n', '\t', '%', '-', '/', '*'),
			minLength: 1,
			maxLength: 12
		});
		const owing = fc.record<Owing>({
			client: texts.map((text) => `x${text}x`),
			number: fc.constantFrom('INV-7', "O'1", 'a;b'),
			date,
			due: date,
			total: fc.integer({ min: 0, max: 1e9 }),
			open: fc.integer({ min: 1, max: 1e9 })
		});
		const ways = fc.record({
			...{ turned: fc.boolean(), more: fc.boolean(), named: fc.boolean(), single: fc.boolean(), marked: fc.boolean() },
			lineEnd: fc.constantFrom('\n', '\r\n'),
			packed: fc.boolean()
		});
		const hundredths = (value: number) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
		await fc.assert(
			fc.asyncProperty(fc.array(owing, { maxLength: 4 }), ways, async (all, how) => {
				const content = invoiceShelfDump(dialect, how, all);
				const found = await plan(how.packed ? packedZip([{ name: 'db-dumps/base.sql', content }]) : new Blob([content]));
				expect(found.program).toBe('invoice-shelf');
				expect(found.faults).toEqual([]);
				expect(of(found, 'party').map(({ value }) => value.name)).toEqual(["L'Éclair; (SARL)", ...all.map(({ client }) => client)]);
				expect(found.owed.slice(1)).toMatchObject(
					all.map(({ number, date: issued, due, total, open }) => ({
						...{ number, date: issued, dueDate: due, total: hundredths(total), open: hundredths(open), currency: 'EUR' }
					}))
				);
			}),
			{ numRuns: 100 }
		);
	});

	it('solidtime, its tables with columns elsewhere and more of them, packed or not, in a folder or not', async () => {
		interface Tracked {
			note: string;
			project: string;
			client: string;
			date: string;
			minutes: number;
			rate: number;
			billable: boolean;
		}
		const tracked = fc.record<Tracked>({
			note: fc.constantFrom('', '=1+1', 'a "b", c', 'two\nlines', 'Näherei'),
			project: fc.constantFrom('Website', 'House; garden'),
			client: fc.constantFrom('Maple & Sons', 'Éclair, SARL'),
			date,
			minutes: fc.integer({ min: 0, max: 700 }),
			rate: fc.integer({ min: 1, max: 99_999 }),
			billable: fc.boolean()
		});
		const ways = fc.record({ way: aWay, folder: fc.constantFrom('', 'export/'), stored: fc.boolean() });
		await fc.assert(
			fc.asyncProperty(fc.array(tracked, { minLength: 1, maxLength: 5 }), ways, async (all, { way, folder, stored }) => {
				// The program writes one encoding, and every column there is.
				const how: Way = { ...way, encoding: way.encoding === 'utf-8' ? 'utf-8' : 'utf-8 marked', less: false };
				const table = <R>(records: readonly R[], columns: Record<string, (record: R) => string>) =>
					tableWritten({ optional: [], columns }, records, how);
				const clients = [...new Set(all.map(({ client }) => client))];
				const projects = [...new Set(all.map(({ client, project }) => `${client}\n${project}`))];
				const instant = ({ date: on }: Tracked, minutes: number) =>
					new Date(Date.parse(`${on}T09:00:00Z`) + minutes * 60_000).toISOString().replace('.000Z', 'Z');
				const none = () => '';
				const tables = {
					organizations: table(['o1'], { id: String, name: () => 'Atelier', currency: () => 'EUR' }),
					members: table(['Rosa Lind'], { id: () => 'm1', name: String }),
					clients: table(clients, { id: String, name: String, archived_at: none }),
					projects: table(projects, {
						...{ id: String, name: (key) => key.split('\n')[1]!, client_id: (key) => key.split('\n')[0]! },
						...{ billable_rate: none, is_billable: () => 'true', archived_at: none }
					}),
					project_members: table([], { id: String }),
					tasks: table([], { ...{ id: none, name: none, project_id: none, done_at: none } }),
					tags: table([['g1', 'Night']], { id: ([id]) => id!, name: ([, name]) => name! }),
					time_entries: table(all, {
						...{ id: () => 'e', description: ({ note }) => note, start: (each) => instant(each, 0) },
						end: (each) => instant(each, each.minutes),
						...{ billable_rate: ({ rate }) => String(rate), billable: ({ billable }) => String(billable), member_id: () => 'm1' },
						...{ project_id: ({ client, project }) => `${client}\n${project}`, task_id: none, tags: () => '["g1"]' }
					})
				};
				const members = Object.entries(tables).map(([name, content]) => ({ name: `${folder}${name}.csv`, content, stored }));
				const found = await plan(packedZip(members));
				expect([found.program, found.faults]).toEqual(['solidtime', []]);
				expect(of(found, 'party').map(({ value }) => value.name)).toEqual(clients);
				expect(of(found, 'time-entry')).toMatchObject(
					all.map((each) => ({
						value: {
							...{ note: each.note, tags: ['Night'], memberName: 'Rosa Lind', billable: each.billable, date: each.date },
							rate: { rate: (each.rate / 100).toFixed(2), currency: 'EUR' }
						},
						refs: { projectId: `project ${each.client}\n${each.project}` }
					}))
				);
			}),
			{ numRuns: 100 }
		);
	});
});
