/** Approval as screens ask for it. Loaded when it is first asked for. [Note: approval] */
import { encodeRule, encodeStep, REASON_LENGTH } from '../documents/approval/records.ts';
import type { ApprovalRuleState, ApprovalState } from '../documents/approval/api.ts';
import { approvalSteps, contentHash, isApprovalNeeded, mayApprove, partiesHash, type Named } from '../documents/approval/rules.ts';
import type { Business } from '../business/business.ts';
import type { DocumentContent } from '../documents/document.ts';
import { buyerSnapshot, sellerSnapshot } from '../documents/snapshots.ts';
import type { Party } from '../parties/party.ts';
import type { DocumentRow } from '../worker-api.ts';
import { isAdmin, memberOf, otherAdmins } from '../workspace/authority.ts';
import { hashHex, type Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { BookCommands } from './book-commands.ts';
import { peopleNames } from './people.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';

/** What stands in the way of an issue and not of an approval: who numbers is settled when the number is given. */
const OF_THE_ISSUE = /^(approval|series\.)/;

const NOT_NEEDED: ApprovalState = { needed: false, status: 'draft', changed: false, mayApprove: false, maySendBack: false, seen: '' };

export class ApprovalCommands {
	readonly #workspace: Workspace;
	readonly #books: BookCommands;
	readonly #businessId: string;

	constructor(workspace: Workspace, books: BookCommands, workspaceId: string) {
		[this.#workspace, this.#books, this.#businessId] = [workspace, books, businessId(workspaceId)];
	}

	async of(draftId: string): Promise<ApprovalState> {
		const { membership, device } = this.#workspace;
		const needed = isApprovalNeeded(this.#workspace.ledger);
		if (!needed) return NOT_NEEDED;
		const now = await this.#named(this.#workspace, draftId);
		const steps = approvalSteps((await this.#workspace.read(draftId))?.facts ?? []);
		const last = steps.at(-1);
		const stands = last && (last.fact.kind === 'sent-back' || isSame(last.fact, now));
		const status = stands ? last.fact.kind : 'draft';
		const me = memberOf(membership, device);
		const isAlone = membership !== undefined && me !== undefined && isAdmin(membership, me) && otherAdmins(membership, me).length === 0;
		const isOwn = me !== undefined && last !== undefined && memberOf(membership, last.by) === me;
		return {
			needed,
			status,
			changed: last !== undefined && !stands,
			...(last && { by: { name: await this.#nameOf(last.by), isMe: isOwn } }),
			...(last?.fact.kind === 'sent-back' && { reason: last.fact.reason }),
			mayApprove: status === 'submitted' ? mayApprove(membership, device, last!.by) : status !== 'approved' && isAlone,
			maySendBack: (status === 'submitted' && isOwn) || ((status === 'submitted' || status === 'approved') && isAdmin(membership, me)),
			seen: seenOf(now)
		};
	}

	async submit(draftId: string): Promise<void> {
		await this.#mustBeWhole(draftId);
		await this.#workspace.save(async (transaction) => {
			await this.#say(transaction, draftId, { kind: 'submitted', at: now(), ...(await this.#named(transaction, draftId)) });
		}, 'strict');
	}

	async approve(draftId: string, seen: string): Promise<void> {
		await this.#mustBeWhole(draftId);
		await this.#workspace.save(async (transaction) => {
			const named = await this.#named(transaction, draftId);
			if (seenOf(named) !== seen) throw new Refused({ code: 'invalid', field: 'approval', detail: 'changed' });
			const last = approvalSteps((await transaction.read(draftId))?.facts ?? []).at(-1)?.fact;
			// Who has nobody to ask says both.
			if (!last || last.kind === 'sent-back' || !isSame(last, named))
				await this.#say(transaction, draftId, { kind: 'submitted', at: now(), ...named });
			await this.#say(transaction, draftId, { kind: 'approved', at: now(), ...named });
		}, 'strict');
	}

	async sendBack(draftId: string, reason: string): Promise<void> {
		if (reason.length > REASON_LENGTH) throw new Refused({ code: 'invalid', field: 'reason', detail: 'too-long' });
		await this.#workspace.save(
			(transaction) => this.#say(transaction, draftId, { kind: 'sent-back', at: now(), reason: reason.trim() }),
			'strict'
		);
	}

	rule(): ApprovalRuleState {
		const { membership, device, ledger } = this.#workspace;
		const me = memberOf(membership, device);
		const approvers = [...(membership?.members.keys() ?? [])].filter((member) => isAdmin(membership, member)).length;
		return { needed: isApprovalNeeded(ledger), mayChange: isAdmin(membership, me), approvers };
	}

	async setRule(needed: boolean): Promise<void> {
		const date = await this.#books.today();
		await this.#workspace.save(async (transaction, ledger) => {
			if (isApprovalNeeded(ledger) === needed) return;
			await transaction.add('approval-rule', this.#businessId, 'put', encodeRule({ needed, date }));
		}, 'strict');
	}

	/** Those that were submitted first come first. */
	async waiting(): Promise<{ id: string; party: string; by: string }[]> {
		const { membership, device, ledger } = this.#workspace;
		if (!isApprovalNeeded(ledger)) return [];
		const found: { id: string; party: string; by: string; n: number }[] = [];
		for (const row of this.#workspace.list('document').values() as Iterable<DocumentRow>) {
			if (row.status !== 'submitted') continue;
			const last = approvalSteps((await this.#workspace.read(row.id))?.facts ?? []).at(-1);
			if (!last || !mayApprove(membership, device, last.by)) continue;
			const party = this.#workspace.list('party').get(row.partyId) as { name: string } | undefined;
			found.push({ id: row.id, party: party?.name ?? '', by: await this.#nameOf(last.by), n: last.n });
		}
		return found.sort((a, b) => a.n - b.n).map(({ n: _, ...each }) => each);
	}

	async #mustBeWhole(draftId: string): Promise<void> {
		const { findings } = await this.#books.issueCheck(draftId);
		const first = findings.find(({ level, field }) => level === 'error' && !OF_THE_ISSUE.test(field));
		if (first) throw new Refused({ code: 'invalid', field: first.field });
	}

	async #named(reader: Pick<Workspace, 'live'>, draftId: string): Promise<Named> {
		const content = await reader.live<DocumentContent>('draft', draftId);
		const business = await reader.live<Business>('business', this.#businessId);
		if (!content || !business) throw new Refused({ code: 'not-found' });
		const party = content.partyId ? await reader.live<Party>('party', content.partyId) : undefined;
		return {
			content: contentHash(content, hashHex),
			parties: party ? partiesHash(sellerSnapshot(business, content), buyerSnapshot(party, content), hashHex) : ''
		};
	}

	async #say(transaction: Transaction, draftId: string, step: Parameters<typeof encodeStep>[0]): Promise<void> {
		await transaction.add('approval', draftId, 'put', encodeStep(step));
	}

	async #nameOf(device: string): Promise<string> {
		const member = memberOf(this.#workspace.membership, device);
		return (member && (await peopleNames(this.#workspace)).get(member)) || '';
	}
}

function isSame(a: Named, b: Named): boolean {
	return a.content === b.content && a.parties === b.parties;
}

function seenOf({ content, parties }: Named): string {
	return `${content}/${parties}`;
}

function now(): string {
	return new Date().toISOString();
}
