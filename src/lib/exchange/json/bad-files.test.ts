import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aBusiness, aLine, anInvoice, anItem } from '../../../../tests/support/books.ts';
import { generatedBooks, writeGenerated } from '../../../../tests/support/generated-books.ts';
import { exportText, importText } from '../../../../tests/support/json-books.ts';
import { foundOnFile, type TestWorkspace } from '../../../../tests/support/workspace.ts';
import { businessId } from '../../worker/registry.ts';
import { saveInBulk } from '../../workspace/bulk.ts';
import { toHex } from '../../workspace/bytes.ts';
import { checkSchema } from './json-schema.ts';
import type { ImportRefused } from './problem.ts';
import { inspectBooks } from './read-books.ts';

interface File {
	[section: string]: unknown;
	records: { type: string; id?: string; value: Record<string, unknown> }[];
	journal: { type: string; id: string; record: string; value: Record<string, unknown> }[];
	files: unknown[];
}

let source: TestWorkspace;
let good: string;
const devices: TestWorkspace[] = [];

beforeAll(async () => {
	source = await foundOnFile();
	const workspace = await source.open();
	await workspace.save(async (transaction) => {
		await transaction.putLive('business', businessId(toHex(source.founded.wsId)), aBusiness());
		await transaction.putLive('item', 'e'.repeat(32), anItem());
		await transaction.putLive('draft', 'd'.repeat(32), anInvoice({ lines: [aLine(), aLine({ id: 'l2', order: 'W' })] }));
	});
	await saveInBulk(workspace, generatedBooks({ documents: 4 }), writeGenerated);
	good = (await exportText(source, workspace)).text;
});
afterAll(() => source.end());
afterEach(() => devices.splice(0).forEach((device) => device.end()));

async function refusal(text: string): Promise<{ problem: string; path: string }> {
	const { problem, path } = await importText(text).then(
		({ device }) => {
			devices.push(device);
			throw new Error('it was taken');
		},
		(cause: ImportRefused) => cause
	);
	return { problem, path };
}

function changed(change: (file: File) => void): string {
	const file = JSON.parse(good) as File;
	change(file);
	return JSON.stringify(file);
}

const draft = (file: File) => file.records.find(({ type }) => type === 'draft')!.value as unknown as ReturnType<typeof anInvoice>;
const place = (find: (file: File) => number) => find(JSON.parse(good) as File);
const issuedAt = () => place(({ journal }) => journal.findIndex(({ type }) => type === 'issued'));
const secondIssuedAt = () => place(({ journal }) => journal.findIndex(({ type }, at) => type === 'issued' && at > issuedAt()));
const recordAt = (type: string) => place(({ records }) => records.findIndex((each) => each.type === type));

describe('a file that is refused', () => {
	it.each<[what: string, text: () => string, problem: string, path?: () => string]>([
		['an empty file', () => '', 'truncated'],
		['a picture', () => '\u0089PNG\r\n', 'not-ours'],
		['a list', () => '[]', 'not-ours'],
		['an empty object', () => '{}', 'no-business', () => 'records'],
		['some other JSON', () => '{"name":"x","records":[]}', 'not-ours'],
		['a format of its own', () => good.replace('waxbill-books', 'else'), 'not-ours'],
		['a newer version', () => good.replace('"version":1', '"version":2'), 'newer-version', () => 'version'],
		['a version that is no number', () => good.replace('"version":1', '"version":"1"'), 'wrong-shape', () => 'version'],
		['something behind the end', () => `${good}{}`, 'not-json'],
		['a section it does not know', () => changed((file) => (file.secrets = [])), 'no-failure'],
		['a section with something it does not know', () => changed((file) => (file.secrets = [{}])), 'unknown-section'],
		['a section twice', () => good.replace('"files":[', '"journal":['), 'duplicate-id', () => 'journal'],
		['a section that is no list', () => changed((file) => (file.files = {} as never)), 'wrong-shape', () => 'files'],
		['no date', () => good.replace(/"exported":"[^"]*",/, ''), 'wrong-shape', () => 'exported'],
		[
			'no business',
			() => changed((file) => (file.records = file.records.filter(({ type }) => type !== 'business'))),
			'no-business',
			() => 'records'
		],
		['two businesses', () => changed((file) => file.records.push(file.records[recordAt('business')]!)), 'several-businesses'],
		['a record it does not know', () => changed((file) => (file.records[0]!.type = 'pigeon')), 'unknown-type', () => 'records[0]'],
		['a journal entry it does not know', () => changed((file) => (file.journal[0]!.type = 'pigeon')), 'unknown-type', () => 'journal[0]'],
		['a record twice', () => changed((file) => file.records.push(file.records[recordAt('item')]!)), 'duplicate-id'],
		['an operation twice', () => changed((file) => file.journal.push(file.journal.at(-1)!)), 'duplicate-id'],
		[
			'an id of another kind',
			() => changed((file) => (file.records[recordAt('item')]!.id = 'E'.repeat(32))),
			'wrong-shape',
			() => `records[${recordAt('item')}].id`
		],
		[
			'a number for an amount',
			() => changed((file) => (draft(file).lines[0]!.price = 640 as never)),
			'wrong-shape',
			() => `records[${recordAt('draft')}].value.lines[0].price`
		],
		[
			'an amount with a comma',
			() => changed((file) => (draft(file).lines[1]!.price = '1,5')),
			'wrong-shape',
			() => `records[${recordAt('draft')}].value.lines[1].price`
		],
		['an amount in scientific notation', () => changed((file) => (draft(file).lines[0]!.price = '1e9')), 'wrong-shape'],
		[
			'a date that is none',
			() => changed((file) => (draft(file).dueDate = '2026-13-01')),
			'wrong-shape',
			() => `records[${recordAt('draft')}].value.dueDate`
		],
		[
			'a field missing',
			() => changed((file) => delete (draft(file) as Partial<ReturnType<typeof anInvoice>>).currency),
			'wrong-shape',
			() => `records[${recordAt('draft')}].value.currency`
		],
		[
			'too long a text',
			() => changed((file) => (draft(file).notes = 'x'.repeat(20_001))),
			'wrong-shape',
			() => `records[${recordAt('draft')}].value.notes`
		],
		[
			'two lines with one id',
			() => changed((file) => (draft(file).lines[1]!.id = 'l1')),
			'not-kept-whole',
			() => `records[${recordAt('draft')}].value`
		],
		[
			'a name the sealed form uses',
			() => changed((file) => ((draft(file) as never as Record<string, string>)['~'] = '1')),
			'reserved-name'
		],
		['the name of a prototype', () => good.replace('"value":{', '"value":{"__proto__":{"x":1},'), 'reserved-name'],
		[
			'an address that is no picture',
			() => changed((file) => file.files.push({ id: '0'.repeat(64), type: 'image/png', bytes: 'PHN2Zz4=' })),
			'bad-file',
			() => 'files[0].bytes'
		],
		[
			'a script for a picture',
			() => changed((file) => file.files.push({ id: '0'.repeat(64), type: 'image/svg+xml', bytes: '' })),
			'wrong-shape',
			() => 'files[0].type'
		],
		[
			'other totals',
			() =>
				changed(
					(file) =>
						(file.journal[issuedAt()]!.value.totals = { ...(file.journal[issuedAt()]!.value.totals as object), payable: '1.00' } as never)
				),
			'wrong-totals',
			() => `journal[${issuedAt()}].value.totals`
		],
		['another number', () => changed((file) => (file.journal[issuedAt()]!.value.sequence = 7 as never)), 'refused-'],
		['a document out of the chain', () => changed((file) => void file.journal.splice(issuedAt(), 1)), 'refused-'],
		[
			'a number given twice',
			() => changed((file) => file.journal.push({ ...file.journal[issuedAt()]!, id: 'a'.repeat(32), record: 'b'.repeat(32) })),
			'refused-'
		],
		[
			'a payment of nothing',
			() => changed((file) => (file.journal.find(({ type }) => type === 'payment')!.value.amount = '0.00' as never)),
			'refused-not-positive'
		],
		[
			'an element that never ends',
			() => `{"format":"waxbill-books","version":1,"exported":"2026-11-22","records":[{"a":"${'x'.repeat(17 * 1024 * 1024)}`,
			'element-too-large',
			() => 'records[0]'
		],
		[
			'lists in lists',
			() => `{"format":"waxbill-books","version":1,"exported":"2026-11-22","records":[${'['.repeat(100_000)}`,
			'too-deep',
			() => 'records[0]'
		],
		[
			'a word changed in an issued document',
			() => changed((file) => (file.journal[issuedAt()]!.value.issuedAt = '2018-01-01T08:59:59.000Z')),
			'refused-chain-broken',
			() => `journal[${secondIssuedAt()}]`
		]
	])('%s', async (_what, text, problem, path) => {
		if (problem === 'no-failure') {
			// A list without elements holds nothing that could be lost.
			devices.push((await importText(text())).device);
			return;
		}
		const found = await refusal(text());
		expect(found.problem.startsWith(problem), `${found.problem} at ${found.path}`).toBe(true);
		if (path) expect(found.path).toBe(path());
	});

	it('one that was cut short anywhere', async () => {
		for (let length = 1; length < good.length - 2; length += 997) {
			const stated = await inspectBooks(new Blob([good.slice(0, length)]), () => true).then(
				() => 'taken',
				({ problem }: ImportRefused) => problem
			);
			expect(stated, `cut at ${length}`).toBe('truncated');
		}
	});

	it('one whose bytes are no text', async () => {
		const bytes = new TextEncoder().encode(good);
		bytes[Math.floor(bytes.length / 2)] = 0xff;
		await expect(inspectBooks(new Blob([bytes]), () => true)).rejects.toMatchObject({ problem: 'not-json' });
	});

	it('is named without a word of it', async () => {
		const { path } = await refusal(changed((file) => ((draft(file) as never as Record<string, unknown>)['secret name'] = { '~': 'x' })));
		expect(path).not.toContain('secret');
	});
});

describe('a good file', () => {
	it('says what is inside before anything is written', async () => {
		const contents = await inspectBooks(new Blob([good]), () => true);
		expect(contents).toMatchObject({ business: 'Atelier Mésange', exported: '2026-11-22', issued: 4, unreadable: 0, files: 0 });
	});
	it('is left alone when it is told to stop', async () => {
		const many = changed((file) => {
			for (let n = 0; n < 600; n++) file.records.push({ ...file.records[recordAt('item')]!, id: n.toString(16).padStart(32, '0') });
		});
		await expect(inspectBooks(new Blob([many]), () => false)).rejects.toMatchObject({ problem: 'cancelled' });
	});
});

describe('the schema', () => {
	it('throws on a rule that is not enforced', () => {
		expect(() => checkSchema({}, { minLength: 1 }, 'x')).toThrow('minLength');
		expect(() => checkSchema({}, { $ref: '#/$defs/none' }, 'x')).toThrow('none');
	});
});
