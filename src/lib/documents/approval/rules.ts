/**
 * [Note: approval] Where the business wants it, a document is issued only after somebody else has looked at it:
 *
 *     draft -> submitted -> approved -> issued          from `submitted` and `approved` it can be sent back, with a reason
 *
 * Each step is a fact on the draft, and names what it is about by two hashes: the content, and the particulars of seller and buyer that will be
 * printed with it. So a change after the step takes it off by itself, a changed bank account too, and nobody has to notice. Not in the hash are
 * the private notes, which go to nobody, and the series; a date of issue left open may be any.
 *
 * An admin or owner approves, and not what he submitted himself, unless nobody else could: then he would have nobody to ask, and no document of
 * his could ever go out. Who submits vouches for the content, whoever typed it: so two people have looked at it. All of it is decided by the
 * membership at the fact's place in the log, equally on every device.
 *
 * What is issued without approval has a number and may be with the client: it is in the books and marked (`not-approved`), as everything else that
 * devices issue apart, and never renumbered. It can be issued in good faith, by a device that had not heard of the rule yet. An admin takes the mark
 * off by approving it afterwards, or it is cancelled by a credit note.
 */
import { canonicalJson } from '../../workspace/json.ts';
import { isAdmin, memberOf, otherAdmins, type Membership } from '../../workspace/authority.ts';
import type { Ledger, Placed, RecordState } from '../../workspace/registry.ts';
import type { BuyerSnapshot, DocumentContent, DraftStatus, IssuedDocument, SellerSnapshot } from '../document.ts';
import { inOrder } from '../order.ts';

/** What a step is about. */
export interface Named {
	/** Hashes (hex). */
	content: string;
	parties: string;
}
export type ApprovalFact =
	| ({ kind: 'submitted'; at: string } & Named)
	| ({ kind: 'approved'; at: string } & Named)
	| { kind: 'sent-back'; at: string; reason: string };

export interface StatedApproval {
	/** Of the operation. */
	id: string;
	/** Device that signed it, as hex. */
	by: string;
	n: number;
	fact: ApprovalFact;
}

type Hash = Placed['hash'];
type Facts = RecordState['facts'];

const KINDS: readonly string[] = ['submitted', 'approved', 'sent-back'] satisfies ApprovalFact['kind'][];
const LEDGER = 'approval';

export function isApprovalNeeded(ledger: Ledger): boolean {
	return ledger[LEDGER] === true;
}

export function withApprovalNeeded(ledger: Ledger, needed: boolean): Ledger {
	return { ...ledger, [LEDGER]: needed };
}

/** The steps on a draft, or those that an issued document has kept of it. */
export function approvalSteps(facts: Facts): StatedApproval[] {
	return facts
		.filter(({ body }) => KINDS.includes((body as ApprovalFact).kind))
		.map(({ opId, by, n, body }) => ({ id: opId, by, n, fact: body as ApprovalFact }));
}

export function contentHash(content: DocumentContent, hash: Hash): string {
	const { seriesId: _, privateNotes: __, ...shown } = content;
	return hash('wb1/approval-content', utf8(canonicalJson({ ...shown, lines: inOrder(content.lines) })));
}

export function partiesHash(seller: SellerSnapshot, buyer: BuyerSnapshot, hash: Hash): string {
	return hash('wb1/approval-parties', utf8(canonicalJson({ seller, buyer })));
}

/** How a draft stands, by its content alone: whether its client changed meanwhile is looked at when it is opened, and when it is issued. */
export function draftStatus(facts: Facts, content: () => DocumentContent, hash: Hash): DraftStatus {
	const last = approvalSteps(facts).at(-1)?.fact;
	if (!last) return 'draft';
	if (last.kind === 'sent-back') return 'sent-back';
	return last.content === contentHash(content(), hash) ? last.kind : 'draft';
}

/** The step that lets the document be issued, where one stands. */
export function approvalOf(facts: Facts, { content, seller, buyer }: IssuedContent, hash: Hash): StatedApproval | undefined {
	const last = approvalSteps(facts).at(-1);
	if (last?.fact.kind !== 'approved' || last.fact.parties !== partiesHash(seller, buyer, hash)) return undefined;
	// With the date that it has, or any.
	const possible = [content, { ...content, issueDate: '' }].map((each) => contentHash(each, hash));
	return possible.includes(last.fact.content) ? last : undefined;
}

type IssuedContent = Pick<IssuedDocument, 'content' | 'seller' | 'buyer'>;

/** @param by device that approves, @param of device that submitted or issued it, as hex */
export function mayApprove(membership: Membership | undefined, by: string, of: string): boolean {
	const member = memberOf(membership, by);
	if (!membership || member === undefined || !isAdmin(membership, member)) return false;
	return memberOf(membership, of) !== member || otherAdmins(membership, member).length === 0;
}

function utf8(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}
