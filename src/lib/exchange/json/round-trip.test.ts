import fc from '../../../../tests/support/property.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { KIND, ZERO32 } from '../../../../sync-server/protocol/codec.ts';
import { aBusiness, anInvoice, anItem, aParty } from '../../../../tests/support/books.ts';
import { generatedBooks, generatedId, writeGenerated } from '../../../../tests/support/generated-books.ts';
import { exportText, importText } from '../../../../tests/support/json-books.ts';
import { foundOnFile, type TestWorkspace } from '../../../../tests/support/workspace.ts';
import { convertContent } from '../../documents/convert/content.ts';
import { creditContent } from '../../documents/credit/content.ts';
import { leftOf } from '../../documents/credit/taken.ts';
import { encodeSeriesEvent } from '../../documents/series-events.ts';
import { BookCommands } from '../../worker/book-commands.ts';
import { businessId, REGISTRY } from '../../worker/registry.ts';
import { putBlob } from '../../workspace/blobs.ts';
import { saveInBulk } from '../../workspace/bulk.ts';
import { toHex } from '../../workspace/bytes.ts';
import type { Registry } from '../../workspace/registry.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { seriesTag } from '../../workspace/transaction.ts';
import { checkElement, describedTypes } from './format.ts';

const devices: TestWorkspace[] = [];
afterEach(() => devices.splice(0).forEach((device) => device.end()));

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const hex = (n: number, kind = 'e') => kind + n.toString(16).padStart(31, '0');
/** Texts of all kinds: the file must carry them, the reader must not be led astray by them. */
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('"]}', '\\', '{"', '\u2028', 'é😀', ''));

async function books(documents: number, seed: number, texts: readonly string[]) {
	const device = await foundOnFile();
	devices.push(device);
	const workspace = await device.open();
	const logo = await putBlob(device.home, PNG, workspace.epoch);
	const id = businessId(toHex(device.founded.wsId));
	await workspace.save(async (transaction) => {
		await transaction.putLive('business', id, aBusiness({ logo, notes: texts[0] ?? '' }));
		for (const [n, text] of texts.entries()) {
			await transaction.putLive('item', hex(n), anItem({ name: text, description: texts.at(-1 - n) ?? '' }));
			if (n % 2) await transaction.remove('item', hex(n), n % 3 ? '2026-11-02' : '');
			await transaction.putLive(
				'draft',
				hex(n, 'd'),
				anInvoice({ notes: text, privateNotes: text, customFields: [{ id: 'x', name: text, value: text, printed: true }] })
			);
		}
		// Removed, and put back: not in the bin.
		await transaction.putLive('party', hex(0, 'c'), aParty());
		await transaction.remove('party', hex(0, 'c'), '2026-11-01');
		await transaction.putLive('party', hex(0, 'c'), aParty());
	});
	await saveInBulk(workspace, generatedBooks({ documents, seed }), writeGenerated, { ids: (item) => item.ids });
	return { device, workspace, logo };
}

async function imported(text: string, pace?: number) {
	const made = await importText(text, pace);
	devices.push(made.device);
	return made;
}

const rows = (workspace: Workspace, list: string) =>
	[...workspace.list(list).values()].map((row) => ({ ...(row as { id: string }), changed: 0 })).sort((a, b) => (a.id < b.id ? -1 : 1));

describe('export and import', () => {
	it('export, import and export again gives the same bytes, for random books', async () => {
		const input = fc.tuple(
			fc.integer({ min: 0, max: 40 }),
			fc.integer(),
			fc.array(anyText, { maxLength: 8 }),
			fc.integer({ min: 7, max: 9000 })
		);
		await fc.assert(
			fc.asyncProperty(input, async ([documents, seed, texts, pace]) => {
				const source = await books(documents, seed, texts);
				const first = await exportText(source.device, source.workspace);
				const copy = await imported(first.text, pace);
				const second = await exportText(copy.device, copy.workspace);
				expect(second.text).toBe(first.text);
				expect(second.done).toEqual({ ...first.done, lost: 0 });
				for (const list of ['party', 'item', 'series', 'document', 'payment', 'bin'])
					expect(rows(copy.workspace, list)).toEqual(rows(source.workspace, list));
				expect(copy.workspace.refusals).toEqual([]);
				expect(await copy.workspace.verify()).toBeUndefined();
				devices.splice(0).forEach((device) => device.end());
			}),
			{ numRuns: 6 }
		);
	});

	it('keeps numbers and the chain, and the series goes on after them', async () => {
		const source = await books(12, 5, []);
		const copy = await imported((await exportText(source.device, source.workspace)).text);
		const commands = new BookCommands(copy.workspace, copy.device.home, toHex(copy.device.founded.wsId));
		const before = copy.workspace.ledger;
		expect(before).toEqual(withDevice(source.workspace.ledger, source.device, copy.device));
		const draft = hex(1, 'b');
		await commands.save(
			'draft',
			draft,
			anInvoice({ seriesId: generatedId.series(), partyId: generatedId.party(0), issueDate: '2026-11-21' })
		);
		const issued = await commands.issue(draft);
		expect(issued.document.sequence).toBe(1 + Math.max(0, ...sequences(source.workspace, '2026')));
		expect(await copy.workspace.verify()).toBeUndefined();
	});

	it('carries credit notes, and series that were given up or taken over', async () => {
		const source = await books(3, 7, []);
		const commands = new BookCommands(source.workspace, source.device.home, toHex(source.device.founded.wsId));
		const series = hex(9, 'a');
		await commands.save('series', series, { name: 'Credits', type: 'credit-note', pattern: 'C{0000}', start: 1, yearly: false });
		const invoice = await commands.document(generatedId.document(0));
		const draft = creditContent({
			invoiceId: invoice.id,
			invoice: invoice.document,
			left: leftOf(invoice.document, invoice.facts),
			choice: { kind: 'all' },
			today: '2026-11-22',
			seriesId: series,
			words: { rounding: 'Rounding', terms: 'Set off' }
		});
		if (!draft.ok) throw new Error(draft.problem);
		await commands.save('draft', hex(8, 'a'), draft.content);
		await commands.issue(hex(8, 'a'));
		const event = { kind: 'taken-over', date: '2026-11-22', from: 'f'.repeat(32), segment: 1, copied: true } as const;
		await source.workspace.save((transaction) => {
			const { wsId, device } = source.device.home.keys;
			transaction.membership({
				kind: KIND.SERIES_LEASE,
				series: seriesTag(wsId, series),
				segment: 1,
				holder: device.id,
				next: 1,
				prevIssue: ZERO32
			});
			return transaction.add('series-event', series, 'put', encodeSeriesEvent(event));
		});

		const { text } = await exportText(source.device, source.workspace);
		const copy = await imported(text);
		expect((await exportText(copy.device, copy.workspace)).text).toBe(text);
		expect(rows(copy.workspace, 'document')).toEqual(rows(source.workspace, 'document'));
		const after = new BookCommands(copy.workspace, copy.device.home, toHex(copy.device.founded.wsId));
		await after.save(
			'draft',
			hex(7, 'a'),
			anInvoice({ seriesId: generatedId.series(), partyId: generatedId.party(0), issueDate: '2026-11-21' })
		);
		expect((await after.issue(hex(7, 'a'))).document.segment).toBe(0);
	});

	it('carries what was made of what, and the answers', async () => {
		const source = await books(1, 7, []);
		const commands = new BookCommands(source.workspace, source.device.home, toHex(source.device.founded.wsId));
		const series = hex(9, 'a');
		await commands.save('series', series, { name: 'Estimates', type: 'estimate', pattern: 'E{0000}', start: 1, yearly: false });
		const partyId = generatedId.party(0);
		const issueDate = '2026-11-21';
		await commands.save('draft', hex(8, 'a'), anInvoice({ type: 'estimate', seriesId: series, partyId, issueDate }));
		const estimate = await commands.issue(hex(8, 'a'));
		await commands.addFact({ kind: 'accepted', documentId: estimate.id, date: issueDate, by: 'Bob' });
		const beginning = {
			type: 'invoice',
			seriesId: generatedId.series(),
			issueDate,
			dueDate: '2026-12-21',
			terms: '',
			notes: '',
			template: 'classic'
		} as const;
		const made = convertContent({ id: estimate.id, document: estimate.document, facts: [] }, beginning);
		if (!made.ok) throw new Error(made.problem);
		await commands.save('draft', hex(7, 'a'), {
			...made.content,
			instalments: [
				{ id: 'i', date: '2026-12-01', percent: '50' },
				{ id: 'j', date: '2026-12-21' }
			]
		});
		await commands.issue(hex(7, 'a'));
		// A second draft of the same lines is refused where the first is known.
		await commands.save('draft', hex(6, 'a'), made.content);
		expect((await commands.issueCheck(hex(6, 'a'))).findings).toContainEqual(
			expect.objectContaining({ message: 'checkConvertedTwice', level: 'error' })
		);
		await expect(commands.issue(hex(6, 'a'))).rejects.toMatchObject({ error: { code: 'invalid' } });

		const { text } = await exportText(source.device, source.workspace);
		const copy = await imported(text);
		expect((await exportText(copy.device, copy.workspace)).text).toBe(text);
		expect(rows(copy.workspace, 'document')).toEqual(rows(source.workspace, 'document'));
		expect((await new BookCommands(copy.workspace, copy.device.home, toHex(copy.device.founded.wsId)).document(estimate.id)).status).toBe(
			'converted'
		);
	});

	it('leaves out what the books refused, and nothing that was said of the same record in the same save', async () => {
		const source = await books(1, 1, []);
		const series = generatedId.series();
		// Another device's, with a program that lets everything pass.
		const home = source.device.home as { registry: Registry };
		home.registry = new Map(REGISTRY).set('series-event', { ...REGISTRY.get('series-event')!, fold: (state) => ({ state, rows: [] }) });
		await source.workspace.save(async (transaction) => {
			for (const event of [
				{ kind: 'asked', date: '2026-11-21' },
				{ kind: 'taken-over', date: '2026-11-22', from: 'f'.repeat(32), segment: 1 }
			] as const)
				await transaction.add('series-event', series, 'put', encodeSeriesEvent(event));
		});
		home.registry = REGISTRY;
		await source.workspace.makeListsAgain();
		expect(source.workspace.refusals).toMatchObject([{ recordId: series, reason: 'not-holder' }]);
		const { text } = await exportText(source.device, source.workspace);
		expect(text).toContain('"kind":"asked"');
		expect(text).not.toContain('taken-over');
	});

	it('brings files along under the names that documents know them by', async () => {
		const source = await books(1, 1, []);
		const { text } = await exportText(source.device, source.workspace);
		const copy = await imported(text);
		const commands = new BookCommands(copy.workspace, copy.device.home, toHex(copy.device.founded.wsId));
		expect((await commands.business()).value.logo).toBe(source.logo);
		expect(await commands.getBlob(source.logo)).toEqual(PNG);
	});

	it('what a reader lays out anew is the same file', async () => {
		const source = await books(6, 2, ['a', 'b']);
		const { text } = await exportText(source.device, source.workspace);
		const copy = await imported(JSON.stringify(JSON.parse(text), null, 2));
		expect((await exportText(copy.device, copy.workspace)).text).toBe(text);
	});

	it('every element satisfies the published schema, and every type of record is in it', async () => {
		const source = await books(20, 3, ['a']);
		const file = JSON.parse((await exportText(source.device, source.workspace)).text) as Record<string, unknown[]>;
		for (const section of ['records', 'journal', 'files'])
			file[section]!.forEach((element, index) => expect(() => checkElement(section, index, element)).not.toThrow());
		expect(new Set(describedTypes())).toEqual(
			new Set([...REGISTRY.values()].filter(({ type, ofThisLog }) => type !== 'file' && !ofThisLog).map(({ type }) => type))
		);
	});

	it('what was erased is not in it, and what rests in the bin is', async () => {
		const source = await books(0, 1, ['kept', 'erasedcanary']);
		await source.workspace.save((transaction) => transaction.erase('item', hex(1), '2026-11-22'));
		const { text } = await exportText(source.device, source.workspace);
		const file = JSON.parse(text) as { records: { id?: string; removed?: string }[] };
		expect(file.records.some(({ id }) => id === hex(1))).toBe(false);
		expect(file.records.some(({ id }) => id === hex(0))).toBe(true);
	});

	it('of a log with a fault it takes all that can be read, and says how much could not', async () => {
		const source = await books(8, 4, ['whole']);
		const { store, home } = source.device;
		const last = source.workspace.entries - 1;
		await store.write({ deletes: [{ table: 'log', ws: home.vault.ws, key: 2 }] }, 'relaxed');
		const broken = await source.device.open();
		expect(await broken.audit()).toBe(true);
		expect(broken.broken).toEqual({ n: 2, why: 'entry-missing' });
		const { text, done } = await exportText(source.device, broken);
		expect(done.lost).toBe(1);
		expect(JSON.parse(text)).toMatchObject({ unreadable: 1 });
		expect(last).toBeGreaterThan(2);
		expect(done.records + done.journal).toBeGreaterThan(10);
	});

	it('stops when it is told to', async () => {
		const source = await books(3, 4, []);
		const cancel = import('./export-books.ts').then(({ exportBooks }) =>
			exportBooks({ workspace: source.workspace, home: source.device.home, businessId: '' }, '2026-11-22', () => false)
		);
		await expect(cancel).rejects.toMatchObject({ problem: 'cancelled' });
	});
});

function sequences(workspace: Workspace, year: string): number[] {
	return [...workspace.list('document').values()].flatMap((row) => {
		const { number } = row as { number: string };
		return number.startsWith(`F${year}-`) ? [Number(number.slice(6))] : [];
	});
}

/** Who gave a number is the device that wrote it. */
function withDevice(ledger: object, from: TestWorkspace, to: TestWorkspace): unknown {
	return JSON.parse(JSON.stringify(ledger).replaceAll(toHex(from.founded.device.id), toHex(to.founded.device.id)));
}
