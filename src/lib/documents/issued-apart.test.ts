import fc from '../../../tests/support/property.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeClear, type Clear } from '../../../sync-server/protocol/clear.ts';
import { KIND } from '../../../sync-server/protocol/codec.ts';
import { afterSeriesEntry, type Lease } from '../../../sync-server/protocol/leases.ts';
import { ready } from '#lib/crypto/sodium.ts';
import { aBusiness, anInvoice, aParty } from '../../../tests/support/books.ts';
import { REGISTRY } from '../worker/registry.ts';
import { fromHex } from '../workspace/bytes.ts';
import { foldOperation, relatedRecords } from '../workspace/fold.ts';
import { encodeJson } from '../workspace/json.ts';
import { diffTo } from '../workspace/record.ts';
import { hashHex } from '../workspace/transaction.ts';
import type { Ledger, RecordState, RefusalReason } from '../workspace/registry.ts';
import type { DocumentFact, IssuedDocument } from './document.ts';
import { sequenceReport } from './gap-report.ts';
import { chainEnd, nextSequence, seriesLedger } from './ledger.ts';
import { fillRun, runOf } from './numbering.ts';
import { issuedDocument } from './records.ts';
import { encodeSeriesEvent, type SeriesEvent } from './series-events.ts';
import type { Series } from './series.ts';
import { buyerSnapshot, sellerSnapshot } from './snapshots.ts';
import { computeTotals, freezeTotals } from './totals.ts';

beforeAll(ready);

const SERIES: Series = { name: 'Invoices', type: 'invoice', pattern: 'F-{0000}', start: 1, yearly: false };
const idOf = (name: string) => Buffer.from(name.padEnd(16, '.')).toString('hex');
const deviceOf = (index: number) => String(index).repeat(32);
const [MAIN, OWN] = [idOf('series main'), idOf('series own')];
const PATTERNS: Record<string, string> = { [MAIN]: 'F-{0000}', [OWN]: 'X-{0000}' };

/** An operation of a device, or an entry about a series. */
type Entry =
	| { by: string; type: string; record: string; opId: string; body: Uint8Array }
	| { by: string; clear: Extract<Clear, { kind: typeof KIND.SERIES_LEASE | typeof KIND.SERIES_RELEASE | typeof KIND.SERIES_TAKEOVER }> };

/** The books after a log, and perhaps after what waits behind it. */
class Books {
	records = new Map<string, RecordState>();
	ledger: Ledger = {};
	leases = new Map<string, Lease>();
	refused: { opId: string; reason: RefusalReason }[] = [];
	rows = new Map<string, object | undefined>();
	n = 0;

	take(entry: Entry): this {
		const n = this.n++;
		if ('clear' in entry) {
			const series = Buffer.from(entry.clear.series).toString('hex');
			this.leases.set(series, afterSeriesEntry(this.leases.get(series), entry.clear, entry.by, n));
			return this;
		}
		const { by, type, record, opId, body } = entry;
		const operation = { opId: fromHex(opId), recordId: fromHex(record), type, schema: 1, action: 'put' as const, body };
		const placed = { n, by, hash: hashHex, tenures: (id: string) => this.leases.get(id)?.tenures ?? [] };
		const recordType = REGISTRY.get(type)!;
		const state = this.records.get(record);
		const others = new Map<string, RecordState>();
		for (const id of relatedRecords(recordType, state, operation, record, this.ledger)) {
			const other = this.records.get(id);
			if (other) others.set(id, other);
		}
		const result = foldOperation(REGISTRY, recordType, state, operation, placed, this.ledger, record, others);
		if (result.refused) this.refused.push({ opId, reason: result.refused });
		if (result.state) this.records.set(record, result.state);
		for (const [id, other] of result.others ?? []) this.records.set(id, other);
		for (const { id, row } of result.rows) this.rows.set(id, row);
		this.ledger = result.ledger ?? this.ledger;
		return this;
	}

	get documents() {
		return [...this.records].flatMap(([id, state]) => {
			const document = state.type === 'issued' ? issuedDocument(state) : undefined;
			const flags = state.facts.map(({ body }) => body as DocumentFact).filter((fact) => fact.kind === 'flagged');
			return document ? [{ id, document, facts: flags, flags: flags.map(({ reason, first }) => `${reason}${first ? ' first' : ''}`) }] : [];
		});
	}

	report() {
		return [MAIN, OWN].map((id) => sequenceReport(id, SERIES, seriesLedger(this.ledger, id), [], ''));
	}
}

/** A log that devices write and read, each when it is connected. */
class World {
	log: Entry[] = [];
	made = 0;
	devices: { id: string; seen: number; waiting: Entry[] }[];

	constructor(devices: number) {
		this.devices = Array.from({ length: devices }, (_, index) => ({ id: deviceOf(index + 1), seen: 0, waiting: [] }));
		for (const id of [MAIN, OWN]) {
			const body = diffTo(undefined, { ...SERIES, pattern: PATTERNS[id] }, { texts: [], keyed: [] })!;
			this.log.push({ by: deviceOf(1), type: 'series', record: id, opId: this.#opId(), body });
		}
	}

	#opId = () => (++this.made).toString(16).padStart(32, '0');

	view(index: number): Books {
		const { seen, waiting } = this.devices[index]!;
		return [...this.log.slice(0, seen), ...waiting].reduce((books, entry) => books.take(entry), new Books());
	}

	/** Sends the first `count` of what waits, and hears all there is. */
	sync(index: number, count = Infinity): void {
		const device = this.devices[index]!;
		this.log.push(...device.waiting.splice(0, count));
		device.seen = this.log.length;
	}

	/** An entry about a series goes behind all that waits, and only where the log lets it. */
	about(index: number, series: string, what: 'lease' | 'release' | 'next' | { declared: number }): void {
		this.sync(index);
		const { id } = this.devices[index]!;
		const books = this.view(index);
		const lease = books.leases.get(series);
		const isHeld = lease !== undefined && !lease.released;
		const given = seriesLedger(books.ledger, series);
		const shared = { series: fromHex(series), next: 1, prevIssue: fromHex(chainEnd(given, id)) };
		const put = (entry: Extract<Entry, { clear: object }>['clear']) => {
			encodeClear(entry);
			this.log.push({ by: id, clear: entry });
		};
		const note = (event: SeriesEvent) =>
			this.log.push({ by: id, type: 'series-event', record: series, opId: this.#opId(), body: encodeSeriesEvent(event) });
		const date = '2026-11-01';
		if (what === 'lease') {
			if (!isHeld) put({ kind: KIND.SERIES_LEASE, ...shared, segment: lease?.segment ?? 0, holder: fromHex(id) });
		} else if (what === 'release') {
			if (isHeld && lease.holder === id) put({ kind: KIND.SERIES_RELEASE, ...shared, segment: lease.segment });
		} else if (isHeld && lease.holder !== id) {
			const from = lease.holder;
			const segment = what === 'next' ? lease.segment + 1 : lease.segment;
			put({ kind: KIND.SERIES_TAKEOVER, ...shared, segment, holder: fromHex(id), from: fromHex(from) });
			const run = runOf(PATTERNS[series]!, { issueDate: date, segment });
			const sequence = (given.last[''] ?? 0) + (what === 'next' ? 0 : what.declared);
			const first = nextSequence(SERIES, given, date);
			note({ kind: 'taken-over', date, from, segment, ...(what !== 'next' && { lost: { run, period: '', sequence, first } }) });
		}
		this.sync(index);
	}

	/** On what the device knows, when it knows that it may. */
	issue(index: number, series: string, draft: string): boolean {
		const { id, waiting } = this.devices[index]!;
		const books = this.view(index);
		const lease = books.leases.get(series);
		if (!lease || lease.released || lease.holder !== id || books.records.get(draft)?.frozen) return false;
		const given = seriesLedger(books.ledger, series);
		const content = anInvoice({ partyId: 'a'.repeat(32), seriesId: series, issueDate: '2026-11-01', dueDate: '2026-11-30' });
		const totals = computeTotals(content);
		if (!totals.ok) throw new Error('the example does not compute');
		const run = runOf(PATTERNS[series]!, { issueDate: content.issueDate, segment: given.segment });
		const sequence = nextSequence(SERIES, given, content.issueDate);
		const document: IssuedDocument = {
			number: fillRun(run, sequence, ''),
			series,
			segment: given.segment,
			sequence,
			sequenceYear: '',
			run,
			previousIssue: chainEnd(given, id),
			content,
			seller: sellerSnapshot(aBusiness()),
			buyer: buyerSnapshot(aParty()),
			totals: freezeTotals(totals.value),
			engine: 1,
			issuedAt: `2026-11-01T10:00:${String(this.made % 60).padStart(2, '0')}Z`
		};
		waiting.push({ by: id, type: 'issued', record: draft, opId: this.#opId(), body: encodeJson(document) });
		return true;
	}

	/** Its person has dealt with the number that the document shares. */
	deal(index: number, document: string): void {
		const { id, waiting } = this.devices[index]!;
		const { opId: factId } = this.view(index)
			.records.get(document)!
			.facts.find(({ body }) => (body as DocumentFact).kind === 'flagged')!;
		const fact = { kind: 'reversed', documentId: document, factId, at: '2026-11-02T10:00:00Z', reason: 'settled' };
		waiting.push({ by: id, type: 'fact', record: document, opId: this.#opId(), body: encodeJson(fact) });
	}

	settle(): Books {
		for (const index of this.devices.keys()) this.sync(index);
		return this.log.reduce((books, entry) => books.take(entry), new Books());
	}
}

const numbers = (books: Books) =>
	books.documents.map(({ document, flags }) => `${document.number}${flags.map((flag) => ` ${flag}`).join('')}`).sort();
const draft = (n: number) => idOf(`draft ${n}`);
/** The laptop numbers the series and has issued two; phone and laptop have both seen it. */
function laptopAndPhone() {
	const world = new World(2);
	world.about(0, MAIN, 'lease');
	world.issue(0, MAIN, draft(1));
	world.issue(0, MAIN, draft(2));
	world.sync(0);
	world.sync(1);
	return world;
}

describe('two devices that issue without hearing of each other', () => {
	it('a device that never held the series gives no number in it; what it made stays readable on the draft', () => {
		const world = laptopAndPhone();
		const forged = new World(2);
		forged.about(1, MAIN, 'lease');
		forged.issue(1, MAIN, draft(3));
		world.log.push(...forged.devices[1]!.waiting);
		const books = world.settle();
		expect(books.refused).toMatchObject([{ reason: 'not-holder' }]);
		expect(numbers(books)).toEqual(['F-0001', 'F-0002']);
		expect(books.records.get(draft(3))).toMatchObject({
			type: 'draft',
			facts: [{ by: deviceOf(2), body: { kind: 'not-taken', reason: 'not-holder', document: { number: 'F-0001' } } }]
		});
	});

	it('a takeover into the next run leaves what the holder issues offline valid, however late it comes', () => {
		const world = laptopAndPhone();
		world.issue(0, MAIN, draft(3));
		world.about(1, MAIN, 'next');
		world.issue(1, MAIN, draft(4));
		world.sync(1);
		world.issue(0, MAIN, draft(5));
		const books = world.settle();
		expect(books.refused).toEqual([]);
		expect(numbers(books)).toEqual(['F-0001', 'F-0002', 'F-0003', 'F-0004', 'FB-0001']);
		expect(world.issue(0, MAIN, draft(6))).toBe(false);
	});

	it('a device that gave the series up numbers it no more', () => {
		const world = laptopAndPhone();
		const late = laptopAndPhone();
		late.issue(0, MAIN, draft(3));
		world.about(0, MAIN, 'release');
		world.about(1, MAIN, 'lease');
		world.log.push(...late.devices[0]!.waiting);
		world.issue(1, MAIN, draft(4));
		const books = world.settle();
		expect(books.refused).toMatchObject([{ reason: 'not-holder' }]);
		expect(numbers(books)).toEqual(['F-0001', 'F-0002', 'F-0003']);
	});

	it('a declaration that was true but for its documents: they take the numbers declared', () => {
		const world = laptopAndPhone();
		world.issue(0, MAIN, draft(3));
		world.about(1, MAIN, { declared: 2 });
		world.issue(1, MAIN, draft(4));
		world.sync(1);
		const books = world.settle();
		expect(books.refused).toEqual([]);
		expect(numbers(books)).toEqual(['F-0001', 'F-0002', 'F-0003', 'F-0005']);
		const [period] = books.report()[0]!.periods;
		expect(period!.ranges.map(({ kind, first, device }) => [kind, first, device])).toEqual([
			['given', 'F-0001', '111111'],
			['lost', 'F-0004', '111111'],
			['given', 'F-0005', '222222']
		]);
		expect(period).toMatchObject({ missing: 0, count: 4 });
	});

	it('a declaration that proves false: the first in the log has the number, the other is in the books and marked, and both go on', () => {
		const world = laptopAndPhone();
		for (const n of [3, 4]) world.issue(0, MAIN, draft(n));
		world.about(1, MAIN, { declared: 0 });
		for (const n of [5, 6, 7]) world.issue(1, MAIN, draft(n));
		world.sync(0, 1);
		world.sync(1);
		const books = world.settle();
		expect(books.refused).toEqual([]);
		expect(numbers(books)).toEqual([
			'F-0001',
			'F-0002',
			'F-0003 number-doubled',
			'F-0003 number-doubled first',
			'F-0004 number-doubled',
			'F-0004 number-doubled first',
			'F-0005'
		]);
		const [period] = books.report()[0]!.periods;
		expect(period!.ranges.map(({ kind, first, last, device, id }) => [kind, first, last, device, id])).toEqual([
			['given', 'F-0001', 'F-0002', '111111', undefined],
			['shared', 'F-0003', 'F-0003', '111111', draft(3)],
			['doubled', 'F-0003', 'F-0003', '222222', draft(5)],
			['shared', 'F-0004', 'F-0004', '222222', draft(6)],
			['doubled', 'F-0004', 'F-0004', '111111', draft(4)],
			['given', 'F-0005', 'F-0005', '222222', undefined]
		]);
		expect(period).toMatchObject({ missing: 0, count: 5 });
		const flagsOf = (id: string) => books.documents.find((each) => each.id === id)!.facts;
		expect(flagsOf(draft(3))).toEqual([{ kind: 'flagged', documentId: draft(3), reason: 'number-doubled', other: draft(5), first: true }]);
		expect(flagsOf(draft(5))).toEqual([{ kind: 'flagged', documentId: draft(5), reason: 'number-doubled', other: draft(3) }]);
		for (const n of [3, 4, 5, 6]) expect(books.rows.get(draft(n))).toMatchObject({ doubled: true });
		expect(books.rows.get(draft(7))).toMatchObject({ doubled: false });
	});

	it('two devices that each declared the other lost keep what both issued meanwhile', () => {
		const world = laptopAndPhone();
		world.issue(0, MAIN, draft(3));
		world.about(1, MAIN, { declared: 0 });
		world.issue(1, MAIN, draft(4));
		world.about(0, MAIN, { declared: 0 });
		world.issue(0, MAIN, draft(5));
		const books = world.settle();
		expect(books.refused).toEqual([]);
		expect(numbers(books)).toEqual(['F-0001', 'F-0002', 'F-0003 number-doubled', 'F-0003 number-doubled first', 'F-0004']);
	});

	it('a number that two documents have is settled on both by whoever settles it on one, once', () => {
		const world = laptopAndPhone();
		world.issue(0, MAIN, draft(3));
		world.about(1, MAIN, { declared: 0 });
		world.issue(1, MAIN, draft(4));
		world.sync(0);
		world.sync(1);
		world.sync(0);
		world.deal(1, draft(3));
		world.deal(0, draft(4));
		const books = world.settle();
		expect(books.refused).toEqual([]);
		for (const n of [3, 4]) {
			expect(books.rows.get(draft(n))).toMatchObject({ doubled: false });
			const reversed = books.records.get(draft(n))!.facts.filter(({ body }) => (body as DocumentFact).kind === 'reversed');
			expect(reversed).toHaveLength(1);
		}
		expect(books.report()[0]!.periods[0]!.ranges.map(({ kind }) => kind)).toEqual(['given', 'shared', 'doubled']);
	});

	it('one draft that got the same number on both devices is two documents, each marked for both', () => {
		const world = laptopAndPhone();
		world.issue(0, MAIN, draft(3));
		world.about(1, MAIN, { declared: 0 });
		world.issue(1, MAIN, draft(3));
		world.sync(0);
		const books = world.settle();
		expect(books.refused).toEqual([]);
		expect(books.documents.map(({ document, flags }) => [document.number, ...flags].join(' '))).toEqual([
			'F-0001',
			'F-0002',
			'F-0003 number-doubled first issued-twice',
			'F-0003 issued-twice number-doubled'
		]);
	});

	it('a declaration in a run that prints the client’s number: the sequence decides, for whatever client', () => {
		const world = laptopAndPhone();
		const of = (entry: Entry, client: string): Entry => {
			if (!('body' in entry)) throw new Error('no document');
			const document = JSON.parse(new TextDecoder().decode(entry.body)) as IssuedDocument;
			const run = 'F-{CLIENT}-{0000}';
			const buyer = { ...document.buyer, number: client };
			return { ...entry, body: encodeJson({ ...document, run, buyer, number: fillRun(run, document.sequence, client) }) };
		};
		world.issue(0, MAIN, draft(3));
		world.about(1, MAIN, { declared: 0 });
		world.issue(1, MAIN, draft(4));
		for (const [index, client] of ['A', 'B'].entries()) {
			const { waiting } = world.devices[index]!;
			waiting.splice(0, 1, of(waiting[0]!, client));
			world.sync(index);
		}
		expect(numbers(world.settle())).toEqual(['F-0001', 'F-0002', 'F-A-0003 number-doubled first', 'F-B-0003 number-doubled']);
	});

	it('a draft issued on both: each number stays, the second document stands by itself', () => {
		const world = laptopAndPhone();
		world.about(1, OWN, 'lease');
		world.sync(0);
		world.issue(1, OWN, draft(3));
		world.issue(0, MAIN, draft(3));
		world.sync(0);
		world.issue(1, OWN, draft(4));
		const second = world.devices[1]!.waiting[0] as { opId: string };
		const books = world.settle();
		expect(numbers(books)).toEqual(['F-0001', 'F-0002', 'F-0003 issued-twice', 'X-0001 issued-twice', 'X-0002']);
		expect(books.documents.find(({ id }) => id === second.opId)?.document.number).toBe('X-0001');
		const [first] = books.records.get(draft(3))!.facts;
		expect(first!.body).toEqual({ kind: 'flagged', documentId: draft(3), reason: 'issued-twice', other: second.opId });
	});
});

/** Threat 47. */
describe('whatever four devices lease, give up, take over, declare and issue, in whatever order they meet', () => {
	const device = fc.integer({ min: 0, max: 3 });
	const series = fc.constantFrom(MAIN, OWN);
	const step = fc.oneof(
		{ weight: 8, arbitrary: fc.record({ do: fc.constant('issue' as const), device, series, draft: fc.integer({ min: 0, max: 25 }) }) },
		{ weight: 3, arbitrary: fc.record({ do: fc.constant('sync' as const), device, count: fc.constantFrom(0, 1, 2, 100) }) },
		{ weight: 2, arbitrary: fc.record({ do: fc.constant('lease' as const), device, series }) },
		{ weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), device, series }) },
		{ weight: 1, arbitrary: fc.record({ do: fc.constant('next' as const), device, series }) },
		{ weight: 2, arbitrary: fc.record({ do: fc.constant('declare' as const), device, series, declared: fc.integer({ min: 0, max: 2 }) }) }
	);

	it('every document is in the books, no number stands twice, none is missing, and devices and reports are equal', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
				const world = new World(4);
				for (const index of world.devices.keys()) world.sync(index);
				world.about(0, MAIN, 'lease');
				world.about(1, OWN, 'lease');
				let issued = 0;
				let declared = false;
				for (const each of steps) {
					if (each.do === 'issue') issued += Number(world.issue(each.device, each.series, draft(each.draft)));
					else if (each.do === 'sync') world.sync(each.device, each.count);
					else if (each.do === 'declare') {
						world.about(each.device, each.series, { declared: each.declared });
						declared = true;
					} else world.about(each.device, each.series, each.do);
				}
				const books = world.settle();
				expect(books.refused).toEqual([]);
				expect(books.documents).toHaveLength(issued);
				const isDoubled = ({ flags }: (typeof books.documents)[number]) => flags.includes('number-doubled');
				const standing = books.documents.filter((each) => !isDoubled(each)).map(({ document }) => document.number);
				expect(new Set(standing).size).toBe(standing.length);
				if (!declared) expect(books.documents.filter(isDoubled)).toEqual([]);
				// Whoever has a number that another document has too says so, and names it.
				for (const number of new Set(books.documents.map(({ document }) => document.number))) {
					const each = books.documents.filter(({ document }) => document.number === number);
					const marked = each.filter(({ flags }) => flags.some((flag) => flag.startsWith('number-doubled')));
					expect(marked).toHaveLength(each.length > 1 ? each.length : 0);
					expect(marked.filter(({ flags }) => flags.includes('number-doubled first'))).toHaveLength(each.length > 1 ? 1 : 0);
					const others = (of: (typeof marked)[number]) =>
						of.facts.filter(({ reason }) => reason === 'number-doubled').map(({ other }) => other);
					for (const one of marked) for (const other of others(one)) expect(marked.map(({ id }) => id)).toContain(other);
				}
				const report = books.report();
				expect(report.flatMap(({ periods }) => periods.map(({ missing }) => missing)).every((missing) => missing === 0)).toBe(true);
				expect(report.flatMap(({ periods }) => periods).reduce((sum, { count }) => sum + count, 0)).toBe(standing.length);
				for (const index of world.devices.keys()) {
					world.sync(index);
					const view = world.view(index);
					expect([numbers(view), view.ledger, view.report()]).toEqual([numbers(books), books.ledger, report]);
				}
			}),
			{ numRuns: Number(process.env.NUMBER_RUNS ?? 0) * 100 || 300 }
		);
	});
});
