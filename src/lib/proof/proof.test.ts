/** Threat 47 and claim P10, from the file alone. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aParty } from '../../../tests/support/books.ts';
import { issueInvoice, newDevice, newId, type TestDevice } from '../../../tests/support/device.ts';
import { exportText, importText } from '../../../tests/support/json-books.ts';
import { additionalData, isParseError, KIND, parseEntry } from '../../../sync-server/protocol/codec.ts';
import { concat } from '../crypto/derive.ts';
import { openWithEntryKey } from '../crypto/seal.ts';
import { sign } from '../crypto/sign.ts';
import { creditContent } from '../documents/credit/content.ts';
import { leftOf } from '../documents/credit/taken.ts';
import { encodeJson } from '../workspace/json.ts';
import { checkProof, comparesTo, PROOF_DOMAIN } from './check-proof.ts';
import { encodeHead, encodeItem, encodeStatement, HEAD_BYTES, parseProof } from './format.ts';
import { makeProof, type ProofSource } from './make-proof.ts';
import { readStatement, type Item, type Proof } from './proof.ts';
import type { DocumentReport, ProofReport } from './report.ts';

let device: TestDevice;
let credited: string;
let invoice: string;
beforeAll(async () => {
	device = await newDevice();
	invoice = await issueInvoice(device);
	await issueInvoice(device);
	await device.books().save('party', newId(), aParty({ name: 'Never shown to anybody' }));
	credited = await credit(invoice);
	await issueInvoice(device);
	return () => device.end();
});
const opened: Pick<TestDevice, 'end'>[] = [];
afterEach(() => opened.splice(0).forEach((each) => each.end()));

async function credit(id: string): Promise<string> {
	const books = device.books();
	const { document, facts } = await books.document(id);
	const [series, note] = [newId(), newId()];
	await books.save('series', series, { name: 'Credit notes', type: 'credit-note', pattern: 'C-{0000}', start: 1, yearly: false });
	const words = { rounding: 'Rounding', terms: 'Set off or paid back.' };
	const draft = {
		invoiceId: id,
		invoice: document,
		left: leftOf(document, facts),
		today: document.content.issueDate,
		seriesId: series,
		words
	};
	const made = creditContent({ ...draft, choice: { kind: 'all' } });
	if (!made.ok) throw new Error(made.problem);
	await books.save('draft', note, made.content);
	await books.issue(note);
	return note;
}

function source({ host }: TestDevice = device): ProofSource {
	const { workspace, home } = host.open;
	return {
		home,
		head: workspace.books.head,
		device: home.keys.device,
		refusals: workspace.refusals,
		names: new Map([[workspace.membership!.devices.get(workspace.device)!.member, 'Alice Founder']]),
		logo: async () => undefined,
		now: 29_000_000
	};
}

const WHOLE = { show: 'whole', sealed: false } as const;
const FIGURES = { show: 'figures', sealed: false } as const;
const made = async (choice: Parameters<typeof makeProof>[1], from = source()) => (await makeProof(from, choice)).bytes;

function reportOf(bytes: Uint8Array): ProofReport {
	const { answer } = checkProof(bytes);
	if (!answer.ok) throw new Error(answer.problem);
	return answer.report;
}
const isSound = (bytes: Uint8Array) => {
	const { answer } = checkProof(bytes);
	return answer.ok && answer.report.isSound;
};
const told = ({ documents }: ProofReport) => documents.map(({ number, how, fault }) => [number, how, fault].filter(Boolean).join(' '));

/** As whoever made it would sign what he changed. */
function signedAgain(proof: Proof, change: Partial<Proof>): Uint8Array {
	const all = { ...proof, ...change };
	const signed = concat([encodeHead(all), ...all.items.map(encodeItem), encodeStatement(all.statement)]);
	return concat([signed, sign(device.host.open.home.keys.device.sign.secretKey, PROOF_DOMAIN, signed)]);
}
const parsed = (bytes: Uint8Array) => parseProof(bytes) as Proof;

describe('a proof of issue', () => {
	it('shows every document with its figures, who signed it and where, and that no number is missing', async () => {
		const report = reportOf(await made({ ...WHOLE, names: true }));
		expect(report.faults).toEqual([]);
		expect(told(report)).toEqual(['F2026-0001 opened', 'F2026-0002 opened', 'C-0001 opened', 'F2026-0003 opened']);
		const { document } = await device.books().document(invoice);
		expect(report.documents[0]).toMatchObject({
			date: document.content.issueDate,
			total: document.totals.payable,
			currency: 'CAD',
			seller: document.seller.name,
			buyer: document.buyer.name,
			by: { device: device.host.open.workspace.device, role: 'o', name: 'Alice Founder' }
		});
		expect(report.series.map(({ run, periods }) => [run, periods.map(({ count, missing }) => [count, missing])])).toEqual([
			['F2026-{0000}', [[3, 0]]],
			['C-{0000}', [[1, 0]]]
		]);
		expect(report).toMatchObject({ isSound: true, words: device.host.open.workspace.fingerprint, made: 29_000_000 });
		expect(report.unseen).toBeGreaterThan(0);
	});

	it('of figures holds no other text of the books, readable or under a key that it brings', async () => {
		const bytes = await made(FIGURES);
		const report = reportOf(bytes);
		expect([report.isSound, told(report)[0]]).toEqual([true, 'F2026-0001 stated']);
		const text = Buffer.from(bytes).toString('latin1');
		for (const word of ['Maple', 'Never shown', 'Alice']) expect(text).not.toContain(word);
		expect(parsed(bytes).items.some((item) => 'key' in item)).toBe(false);
	});

	it('of whole documents brings a key for each entry that opens no other, and not the key of the books', async () => {
		const bytes = await made({ ...WHOLE, sealed: true });
		expect([reportOf(bytes).isSound, reportOf(bytes).unseen]).toEqual([true, 0]);
		const { items } = parsed(bytes);
		const entries = items.flatMap((item) => ('entry' in item ? [item] : []));
		const keys = entries.flatMap(({ key }) => key ?? []);
		const opens = (key: Uint8Array) =>
			entries.filter(({ entry }) => {
				const read = parseEntry(entry);
				return !isParseError(read) && openWithEntryKey(key, read, additionalData(read)) !== undefined;
			}).length;
		expect(keys.map(opens)).toEqual([1, 1, 1, 1]);
		const { home } = device.host.open;
		const text = Buffer.from(bytes).toString('latin1');
		for (const secret of [home.keys.epochKey(0), home.keys.dataKey(0)]) expect(text).not.toContain(Buffer.from(secret).toString('latin1'));
		expect(text).not.toContain('Never shown');
	});

	it('of one document shows that one and nothing of the others', async () => {
		const report = reportOf(await made({ ...WHOLE, document: credited }));
		expect([told(report), report.scope, report.isSound, report.series]).toEqual([['C-0001 opened'], 'one', true, []]);
		expect(parsed(await made({ ...WHOLE, document: credited })).items.filter((item) => 'key' in item && item.key)).toHaveLength(1);
	});

	it('opens no entry that holds other records too, as of books brought in from a file: it states what was issued there', async () => {
		const { home, workspace } = device.host.open;
		await device.books().addFact({ kind: 'sent', documentId: invoice, at: '2026-11-22T10:00:00Z', channel: 'mail' });
		const copied = await importText((await exportText({ home, founded: { wsId: home.keys.wsId } } as never, workspace)).text);
		opened.push({ end: () => copied.device.end() });
		const { books } = copied.workspace;
		const from = { ...source(), home: copied.device.home, head: books.head, device: copied.device.home.keys.device, refusals: [] };
		const { bytes, documents, onlyStated } = await makeProof(from, { ...WHOLE });
		const report = reportOf(bytes);
		// What happened to an invoice lies in the entry it is in, and the entry before holds two and nothing else.
		const stated = report.documents.filter(({ how }) => how === 'stated');
		expect([report.isSound, documents, onlyStated, stated.length]).toEqual([true, report.documents.length, 2, 2]);
		const places = new Set(stated.map(({ n }) => n));
		expect(parsed(bytes).items.filter((item, n) => places.has(n) && 'key' in item && item.key)).toEqual([]);
		// Of one document alone: none that others lie beside.
		expect((await makeProof(from, { ...WHOLE, document: invoice })).onlyStated).toBe(1);
	});

	it('goes on where an earlier one ended; other books and another past do not', async () => {
		const [earlier, figures] = [checkProof(await made(WHOLE)), checkProof(await made(FIGURES))];
		const other = await newDevice();
		opened.push(other);
		await issueInvoice(other);
		await issueInvoice(device);
		const later = checkProof(await made(FIGURES));
		expect([comparesTo(later, earlier), comparesTo(later, figures), comparesTo(earlier, later)]).toEqual([
			'continues',
			'continues',
			'longer'
		]);
		expect(comparesTo(checkProof(await made(FIGURES, source(other))), earlier)).toBe('other-books');
		const past = { ...earlier, answer: structuredClone(earlier.answer) };
		if (past.answer.ok) past.answer.report.R = '00'.repeat(32);
		expect(comparesTo(later, past)).toEqual({ changed: [] });
		const lie = { ...figures, answer: structuredClone(figures.answer) };
		if (lie.answer.ok) lie.answer.report.documents[1]!.hash = '11'.repeat(32);
		expect(comparesTo(later, lie)).toEqual({ changed: ['F2026-0002'] });
	});
});

describe('claim P10: a proof that was touched', () => {
	it('is refused at whatever byte it was changed, cut or lengthened', async () => {
		for (const choice of [WHOLE, FIGURES]) {
			const bytes = await made(choice);
			expect(isSound(bytes)).toBe(true);
			const ends = [...Array(HEAD_BYTES + 8).keys(), ...Array.from({ length: 70 }, (_, at) => bytes.length - 1 - at)];
			const between = Array.from({ length: 160 }, (_, at) => Math.floor((at * bytes.length) / 160));
			for (const at of new Set([...ends, ...between])) {
				const changed = new Uint8Array(bytes);
				changed[at]! ^= 1 << (at % 8);
				expect([at, isSound(changed)]).toEqual([at, false]);
			}
			for (const length of between) expect([length, isSound(bytes.subarray(0, length))]).toEqual([length, false]);
			expect(checkProof(concat([bytes, new Uint8Array(1)])).answer).toEqual({ ok: false, problem: 'malformed' });
		}
		expect(checkProof(new Uint8Array(0)).answer).toEqual({ ok: false, problem: 'not-a-proof' });
		expect(checkProof(Buffer.from('%PDF-1.7')).answer).toEqual({ ok: false, problem: 'not-a-proof' });
	});

	it('is refused although whoever made it signed it again: entries, keys and hashes hold each other', async () => {
		const proof = parsed(await made(WHOLE));
		expect(isSound(signedAgain(proof, {}))).toBe(true);
		const swapped = (items: Item[], n: number, item: Item[]) => items.toSpliced(n, 1, ...item);
		const flipped = (bytes: Uint8Array, at: number) => bytes.with(at, bytes[at]! ^ 1);
		for (const [n, item] of proof.items.entries()) {
			const changes: Item[] = [];
			if ('hash' in item) changes.push({ hash: flipped(item.hash, n % 32) });
			else {
				const { entry, key } = item;
				for (let at = 0; at < entry.length; at += 97) changes.push({ entry: flipped(entry, at), ...(key && { key }) });
				if (key) for (let at = 0; at < 32; at += 9) changes.push({ entry, key: flipped(key, at) });
			}
			for (const [at, change] of changes.entries())
				expect([n, at, isSound(signedAgain(proof, { items: swapped(proof.items, n, [change]) }))]).toEqual([n, at, false]);
			// Left out, and put where the next one is.
			const without = swapped(proof.items, n, []);
			expect([n, isSound(signedAgain(proof, { items: without, n: without.length }))]).toEqual([n, false]);
			if (n + 1 < proof.items.length)
				expect([n, isSound(signedAgain(proof, { items: without.toSpliced(n + 1, 0, item) }))]).toEqual([n, false]);
		}
		for (const change of [{ R: flipped(proof.R, 3) }, { wsId: flipped(proof.wsId, 3) }, { device: flipped(proof.device, 3) }])
			expect(isSound(signedAgain(proof, change))).toBe(false);
	});

	it('names what is wrong, and where', async () => {
		const proof = parsed(await made(WHOLE));
		const at = proof.items.findIndex((item) => 'key' in item && item.key);
		const item = proof.items[at] as { entry: Uint8Array; key: Uint8Array };
		const withItem = (change: Item) => reportOf(signedAgain(proof, { items: proof.items.with(at, change) }));
		expect(withItem({ ...item, key: item.key.with(0, item.key[0]! ^ 1) }).documents[0]).toMatchObject({ n: at, fault: 'not-opened' });
		const touched = withItem({ ...item, entry: item.entry.with(-1, item.entry.at(-1)! ^ 1) });
		expect(touched.documents.find(({ n }) => n === at)).toMatchObject({ fault: 'void-signature' });
		expect(touched.faults.map(({ kind }) => kind)).toContain('chain');
		// Kept back: the number after it names an issue that is not there.
		const hidden = withItem({ entry: item.entry });
		expect(told(hidden)).toContain('F2026-0002 opened chain-broken');
		expect(hidden.isSound).toBe(false);
		const genesis = proof.items[0] as { entry: Uint8Array };
		const headless = reportOf(
			signedAgain(proof, { items: proof.items.with(0, { entry: genesis.entry.with(150, genesis.entry[150]! ^ 1) }) })
		);
		expect(headless.faults.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['other-books', 'chain', 'maker-unknown', 'entry']));
	});

	it('that only states figures holds whoever made it to the rules of numbers all the same', async () => {
		const proof = parsed(await made(FIGURES));
		const statement = readStatement(proof.statement)!;
		const lie = (change: (issues: typeof statement.issues) => typeof statement.issues): DocumentReport[] =>
			reportOf(signedAgain(proof, { statement: encodeJson({ ...statement, issues: change(statement.issues) }) })).documents;
		const faults = (documents: DocumentReport[]) => documents.flatMap(({ number, fault }) => (fault ? [`${number} ${fault}`] : []));
		expect(faults(lie((issues) => issues.toSpliced(1, 1)))[0]).toBe('F2026-0003 number-skipped');
		expect(faults(lie((issues) => issues.with(1, { ...issues[1]!, sequence: 1, number: 'F2026-0001' })))[0]).toBe('F2026-0001 number-used');
		expect(faults(lie((issues) => issues.with(1, { ...issues[1]!, previous: '22'.repeat(32) })))[0]).toBe('F2026-0002 chain-broken');
		expect(faults(lie((issues) => issues.with(1, { ...issues[1]!, number: 'F2026-0009' })))[0]).toBe('F2026-0009 unreadable');
		expect(faults(lie((issues) => issues.with(1, { ...issues[1]!, series: newId() })))[0]).toBe('F2026-0002 not-holder');
		const { n } = statement.issues[1]!;
		const { entry } = proof.items[n] as { entry: Uint8Array };
		const touched = reportOf(signedAgain(proof, { items: proof.items.with(n, { entry: entry.with(-1, entry.at(-1)! ^ 1) }) }));
		expect(faults(touched.documents)[0]).toBe('F2026-0002 void-signature');
		const unseen = proof.items.findIndex((item) => 'hash' in item);
		expect(faults(lie((issues) => issues.with(1, { ...issues[1]!, n: unseen })))[0]).toMatch(/ not-shown$/);
		expect(readStatement(encodeJson({ ...statement, issues: [{ number: 4 }] }))).toBeUndefined();
	});

	it('from which the newest document is left out is told by the entry that gives the series up', async () => {
		const own = await newDevice();
		opened.push(own);
		await issueInvoice(own);
		await issueInvoice(own);
		const { home } = own.host.open;
		await own.books().series.release((await own.books().list('series')).rows[0]!.id);
		const proof = parsed(await made(FIGURES, source(own)));
		const statement = readStatement(proof.statement)!;
		const short = { ...proof, statement: encodeJson({ ...statement, issues: statement.issues.slice(0, 1) }) };
		const signed = concat([encodeHead(short), ...short.items.map(encodeItem), encodeStatement(short.statement)]);
		const report = reportOf(concat([signed, sign(home.keys.device.sign.secretKey, PROOF_DOMAIN, signed)]));
		const last = proof.items.findLastIndex((item) => 'entry' in item && item.entry[1] === KIND.SERIES_RELEASE);
		expect(report.faults).toEqual([{ kind: 'issue-missing', n: last }]);
	});
});
