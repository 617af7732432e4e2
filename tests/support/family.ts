/** A family of documents in the hands of two devices, as the rules see it: what each knows, and the log that both come to. */
import { REGISTRY } from '#lib/worker/registry.ts';
import { chainEnd, nextSequence, seriesLedger } from '#lib/documents/ledger.ts';
import type { Source } from '#lib/documents/convert/content.ts';
import type { DocumentContent, DocumentFact, DocumentType, IssuedDocument } from '#lib/documents/document.ts';
import { fillRun } from '#lib/documents/numbering.ts';
import { encodeFact, issuedDocument } from '#lib/documents/records.ts';
import { buyerSnapshot, sellerSnapshot } from '#lib/documents/snapshots.ts';
import { computeTotals, freezeTotals } from '#lib/documents/totals.ts';
import type { Payment, PaymentFact } from '#lib/payments/payment.ts';
import { fromHex } from '#lib/workspace/bytes.ts';
import { foldOperation, relatedRecords } from '#lib/workspace/fold.ts';
import { encodeJson } from '#lib/workspace/json.ts';
import type { Ledger, RecordState, RefusalReason } from '#lib/workspace/registry.ts';
import { hashHex } from '#lib/workspace/transaction.ts';
import { aBusiness, aParty } from './books.ts';

export const DAY = '2026-11-21';
const deviceOf = (index: number) => String(index + 1).repeat(32);
const seriesOf = (index: number, type: DocumentType) => Buffer.from(`${index}${type}`.padEnd(16, '.').slice(0, 16)).toString('hex');

interface Entry {
	by: string;
	type: 'issued' | 'fact' | 'payment';
	record: string;
	opId: string;
	body: Uint8Array;
}

/** The rules of all records over one log, without storage. */
export class Books {
	records = new Map<string, RecordState>();
	ledger: Ledger = {};
	refused: RefusalReason[] = [];
	n = 0;

	take({ by, type, record, opId, body }: Entry): RefusalReason | undefined {
		const operation = { opId: fromHex(opId), recordId: fromHex(record), type, schema: 1, action: 'put' as const, body };
		const placed = { n: this.n++, by, hash: hashHex, tenures: () => [{ segment: 0, holder: by, since: 0 }] };
		const recordType = REGISTRY.get(type)!;
		const state = this.records.get(record);
		const others = new Map<string, RecordState>();
		for (const id of relatedRecords(recordType, state, operation, record, this.ledger)) {
			const other = this.records.get(id);
			if (other) others.set(id, other);
		}
		const result = foldOperation(REGISTRY, recordType, state, operation, placed, this.ledger, record, others);
		if (result.refused) this.refused.push(result.refused);
		if (result.state) this.records.set(record, result.state);
		for (const [id, other] of result.others ?? []) this.records.set(id, other);
		this.ledger = result.ledger ?? this.ledger;
		return result.refused ?? result.flagged;
	}

	get sources(): Source[] {
		return [...this.records].flatMap(([id, state]) => {
			const document = state.type === 'issued' ? issuedDocument(state) : undefined;
			return document ? [{ id, document, facts: state.facts.map(({ opId, body }) => ({ id: opId, fact: body as DocumentFact })) }] : [];
		});
	}
}

/** Two devices in one set of books: each has what it has heard, and what it said since. */
export class World {
	log: Entry[] = [];
	made = 0;
	devices = [0, 1].map((index) => ({ id: deviceOf(index), seen: 0, waiting: [] as Entry[] }));

	view(index: number): Books {
		const { seen, waiting } = this.devices[index]!;
		const books = new Books();
		for (const entry of [...this.log.slice(0, seen), ...waiting]) books.take(entry);
		return books;
	}

	sync(index: number): void {
		const device = this.devices[index]!;
		this.log.push(...device.waiting.splice(0));
		device.seen = this.log.length;
	}

	settle(): Books {
		for (const index of [0, 1, 0]) this.sync(index);
		const books = new Books();
		for (const entry of this.log) books.take(entry);
		return books;
	}

	/** As a transaction does: what the device's own books refuse or mark is not written. */
	#write(index: number, entry: Omit<Entry, 'by' | 'opId'>): RefusalReason | undefined {
		const device = this.devices[index]!;
		const whole = { ...entry, by: device.id, opId: (++this.made).toString(16).padStart(32, '0') };
		const wrong = this.view(index).take(whole);
		if (!wrong) device.waiting.push(whole);
		return wrong;
	}

	issue(index: number, content: DocumentContent): RefusalReason | undefined {
		const { id: device } = this.devices[index]!;
		const books = this.view(index);
		const series = seriesOf(index, content.type);
		const given = seriesLedger(books.ledger, series);
		const pattern = `${index}-${content.type}-{0000}`;
		const sequence = nextSequence({ pattern, start: 1, yearly: false }, given, DAY);
		const totals = computeTotals(content);
		if (!totals.ok) throw new Error('the example does not compute');
		const document: IssuedDocument = {
			number: fillRun(pattern, sequence, ''),
			series,
			segment: 0,
			sequence,
			sequenceYear: '',
			run: pattern,
			previousIssue: chainEnd(given, device),
			content,
			seller: sellerSnapshot(aBusiness()),
			buyer: buyerSnapshot(aParty()),
			totals: freezeTotals(totals.value),
			engine: 1,
			issuedAt: `${DAY}T10:00:00Z`
		};
		const record = `d${String(++this.made).padStart(31, '0')}`;
		return this.#write(index, { type: 'issued', record, body: encodeJson(document) });
	}

	pay(index: number, record: string, payment: Payment): RefusalReason | undefined {
		return this.#write(index, { type: 'payment', record, body: encodeJson(payment) });
	}

	/** Of a document or a payment. */
	say(index: number, fact: DocumentFact | Extract<PaymentFact, { kind: 'reversed' }>): RefusalReason | undefined {
		return this.#write(index, { type: 'fact', record: fact.documentId, body: encodeFact(fact as never) });
	}
}
