import fc from '../../../../tests/support/property.ts';
import { beforeAll, expect, it } from 'vitest';
import { ready } from '#lib/crypto/sodium.ts';
import type { Capability, Device } from '../../../../sync-server/protocol/membership-state.ts';
import { aBusiness, anInvoice, aParty } from '../../../../tests/support/books.ts';
import { REGISTRY } from '../../worker/registry.ts';
import type { Membership } from '../../workspace/authority.ts';
import { fromHex } from '../../workspace/bytes.ts';
import { foldOperation } from '../../workspace/fold.ts';
import { encodeJson } from '../../workspace/json.ts';
import { diffTo } from '../../workspace/record.ts';
import { decodeRecord, encodeRecord } from '../../workspace/record-row.ts';
import type { Ledger, RecordState, RefusalReason } from '../../workspace/registry.ts';
import { hashHex } from '../../workspace/transaction.ts';
import type { DocumentContent, DocumentFact, IssuedDocument } from '../document.ts';
import { NO_ISSUE } from '../ledger.ts';
import { buyerSnapshot, sellerSnapshot } from '../snapshots.ts';
import { computeTotals, freezeTotals } from '../totals.ts';
import { encodeRule, encodeStep } from './records.ts';
import { approvalSteps, contentHash, draftStatus, isApprovalNeeded, partiesHash } from './rules.ts';

beforeAll(ready);

const DRAFT = 'd'.repeat(32);
const BUSINESS = 'b'.repeat(32);
const SERIES = 'c'.repeat(32);
const deviceOf = (member: number) => String(member).repeat(32);
const contentOf = (price: number): DocumentContent =>
	anInvoice({
		seriesId: SERIES,
		partyId: 'a'.repeat(32),
		issueDate: '2026-11-01',
		lines: anInvoice().lines.map((line) => ({ ...line, price: String(price + 1) }))
	});
const PARTIES = () => partiesHash(sellerSnapshot(aBusiness()), buyerSnapshot(aParty()), hashHex);

function issuedOf(price: number): IssuedDocument {
	const content = contentOf(price);
	const totals = computeTotals(content);
	if (!totals.ok) throw new Error('no totals');
	return {
		number: 'F-0001',
		series: SERIES,
		segment: 0,
		sequence: 1,
		sequenceYear: '',
		run: 'F-{0000}',
		previousIssue: NO_ISSUE,
		content,
		seller: sellerSnapshot(aBusiness()),
		buyer: buyerSnapshot(aParty()),
		totals: freezeTotals(totals.value),
		engine: 1,
		issuedAt: '2026-11-01T10:00:00.000Z'
	};
}

const who = fc.nat(2);
const price = fc.noBias(fc.nat(1));
const step = fc.oneof(
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), who, price }) },
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('submit' as const), who, price }) },
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('approve' as const), who, price }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('send back' as const), who, price }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('rule' as const), who, price, needed: fc.boolean() }) }
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const roles = fc.tuple(...[0, 1, 2].map(() => fc.constantFrom<Capability>('w', 'a', 'o')));

/** The books of one device after a log. */
class Books {
	records = new Map<string, RecordState>();
	ledger: Ledger = {};
	refused: (RefusalReason | undefined)[] = [];
	flagged: RefusalReason | undefined;
	readonly #membership: Membership;

	constructor(members: readonly Capability[]) {
		const device = (member: number) => ({ member: String(member) }) as Device;
		this.#membership = {
			devices: new Map(members.map((_, at) => [deviceOf(at), device(at)])),
			members: new Map(members.map((role, at) => [String(at), role]))
		};
	}

	take(n: number, by: number, type: string, record: string, body: Uint8Array): void {
		const operation = {
			opId: fromHex(n.toString(16).padStart(32, '0')),
			recordId: fromHex(record),
			type,
			schema: 1,
			action: 'put' as const,
			body
		};
		const tenures = () => [{ holder: deviceOf(by), segment: 0, since: 0, ended: undefined }] as never;
		const placed = { n, by: deviceOf(by), hash: hashHex, tenures, membership: this.#membership };
		const result = foldOperation(REGISTRY, REGISTRY.get(type)!, this.records.get(record), operation, placed, this.ledger, record);
		this.refused.push(result.refused);
		this.flagged = result.flagged;
		if (result.state) this.records.set(record, result.state);
		for (const [id, other] of result.others ?? []) this.records.set(id, other);
		this.ledger = result.ledger ?? this.ledger;
	}

	draft(): RecordState {
		return this.records.get(DRAFT)!;
	}
}

function bodyOf(books: Books, step: Step): [type: string, record: string, body: Uint8Array | undefined] {
	const at = '2026-11-01T10:00:00.000Z';
	const named = { content: contentHash(contentOf(step.price), hashHex), parties: PARTIES() };
	switch (step.do) {
		case 'edit':
			return ['draft', DRAFT, diffTo(books.draft().live, contentOf(step.price) as never, REGISTRY.get('draft')!.shape!)];
		case 'submit':
			return ['approval', DRAFT, encodeStep({ kind: 'submitted', at, ...named })];
		case 'approve':
			return ['approval', DRAFT, encodeStep({ kind: 'approved', at, ...named })];
		case 'send back':
			return ['approval', DRAFT, encodeStep({ kind: 'sent-back', at, reason: 'no' })];
		case 'rule':
			return ['approval-rule', BUSINESS, encodeRule({ needed: step.needed, date: '2026-11-01' })];
	}
}

it('is what a person would say of it, whoever does what in whatever order; and the same log gives the same books', () => {
	fc.assert(
		fc.property(roles, fc.array(step, { minLength: 1, maxLength: 24 }), who, (members, steps, issuer) => {
			const [books, again] = [new Books(members), new Books(members)];
			const admin = (member: number) => members[member] !== 'w';
			const isOnly = (member: number) => members.every((role, at) => at === member || role === 'w');
			// What a person keeps in mind.
			let [needed, content] = [false, 0];
			let stands: { kind: 'submitted' | 'approved'; by: number; price: number } | undefined;
			let n = 0;
			const both = (by: number, type: string, record: string, body: Uint8Array) => {
				books.take(n, by, type, record, body);
				// The other device had it twice, and locked and unlocked in between.
				again.take(n, by, type, record, body);
				for (const [id, state] of again.records) again.records.set(id, decodeRecord(encodeRecord(state)));
				again.take(n, by, type, record, body);
				n++;
			};
			both(0, 'business', BUSINESS, diffTo(undefined, aBusiness() as never, REGISTRY.get('business')!.shape!)!);
			both(0, 'draft', DRAFT, diffTo(undefined, contentOf(0) as never, REGISTRY.get('draft')!.shape!)!);
			for (const each of steps) {
				const [type, record, body] = bodyOf(books, each);
				if (!body) continue;
				both(each.who, type, record, body);
				const refused = books.refused.at(-1);
				if (each.do === 'edit') content = each.price;
				if (each.do === 'rule') {
					expect(refused).toBe(admin(each.who) ? undefined : 'not-entitled');
					if (admin(each.who)) needed = each.needed;
				}
				if (each.do === 'submit') {
					expect(refused).toBeUndefined();
					if (stands?.price !== each.price) stands = { kind: 'submitted', by: each.who, price: each.price };
				}
				if (each.do === 'approve') {
					const fits = stands?.price === each.price;
					const may = admin(each.who) && (stands?.by !== each.who || isOnly(each.who));
					expect(refused).toBe(!fits ? 'not-submitted' : stands?.kind === 'approved' || may ? undefined : 'not-entitled');
					if (fits && may) stands = { ...stands!, kind: 'approved' };
				}
				if (each.do === 'send back') {
					const may = admin(each.who) || (stands?.kind === 'submitted' && stands.by === each.who);
					expect(refused).toBe(!stands ? 'not-submitted' : may ? undefined : 'not-entitled');
					if (may) stands = undefined;
				}
				expect(isApprovalNeeded(books.ledger)).toBe(needed);
				const status = draftStatus(books.draft().facts, () => contentOf(content), hashHex);
				expect(status === 'sent-back' ? 'draft' : status).toBe(stands?.price === content ? stands.kind : 'draft');
			}
			both(issuer, 'issued', DRAFT, encodeJson(issuedOf(content)));
			const isApproved = stands?.kind === 'approved' && stands.price === content;
			// Whatever it is marked with, it is in the books.
			expect(books.draft().frozen).toBeDefined();
			expect(books.flagged).toBe(needed && !isApproved ? 'not-approved' : undefined);
			expect(approvalSteps(books.draft().facts).map(({ fact }) => fact.kind)).toEqual(isApproved ? ['approved'] : []);
			const flags = books.draft().facts.filter(({ body }) => (body as DocumentFact).kind === 'flagged');
			expect(flags).toHaveLength(needed && !isApproved ? 1 : 0);
			expect([...again.records]).toEqual([...books.records]);
			expect(again.ledger).toEqual(books.ledger);
		}),
		{ numRuns: 200 }
	);
});

it('asks for an approval of the very page: any date where none was set, and no other seller', () => {
	const open = contentHash({ ...contentOf(0), issueDate: '' }, hashHex);
	const state = (parties: string) => {
		const books = new Books(['o', 'w', 'w']);
		books.take(0, 0, 'business', BUSINESS, diffTo(undefined, aBusiness() as never, REGISTRY.get('business')!.shape!)!);
		books.take(1, 1, 'draft', DRAFT, diffTo(undefined, { ...contentOf(0), issueDate: '' } as never, REGISTRY.get('draft')!.shape!)!);
		books.take(2, 0, 'approval-rule', BUSINESS, encodeRule({ needed: true, date: '2026-11-01' }));
		books.take(3, 1, 'approval', DRAFT, encodeStep({ kind: 'submitted', at: '', content: open, parties }));
		books.take(4, 0, 'approval', DRAFT, encodeStep({ kind: 'approved', at: '', content: open, parties }));
		books.take(5, 1, 'issued', DRAFT, encodeJson(issuedOf(0)));
		expect(books.refused).toEqual(Array(6).fill(undefined));
		return books.flagged;
	};
	expect(state(PARTIES())).toBeUndefined();
	expect(state(partiesHash({ ...sellerSnapshot(aBusiness()), name: 'Eve' }, buyerSnapshot(aParty()), hashHex))).toBe('not-approved');
});

it('does not take a step that is none', () => {
	const books = new Books(['o', 'w', 'w']);
	books.take(0, 1, 'draft', DRAFT, diffTo(undefined, contentOf(0) as never, REGISTRY.get('draft')!.shape!)!);
	const bad: unknown[] = [
		null,
		1,
		{},
		{ kind: 'approved', at: '' },
		{ kind: 'submitted', at: '', content: 'x', parties: 'y' },
		{ kind: 'sent-back', at: '' }
	];
	bad.forEach((body, at) => books.take(at + 1, 0, 'approval', DRAFT, encodeJson(body)));
	books.take(20, 0, 'approval', 'e'.repeat(32), encodeStep({ kind: 'sent-back', at: '', reason: '' }));
	expect(books.refused).toEqual([undefined, ...bad.map(() => 'unreadable'), 'no-source']);
});
