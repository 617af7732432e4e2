/**
 * What clients answered, taken into the books. [Note: an answer once] An answer goes into the log first, and is dropped at the relay when the log there has
 * it: a device that is lost in between loses nothing, and two that take in one answer at once write it once (its id decides, in the fold). Whoever lacks the
 * link can write none; what he puts there all the same is counted, dropped and shown as false. An acceptance changes the document only where it answers what
 * the link offers and the document still stands open; else it is kept and shown, and a person decides.
 */
import { judgeEvent, offerStatus } from '../documents/events.ts';
import { encodeFact, issuedDocument } from '../documents/records.ts';
import { statedFacts } from '../documents/status.ts';
import { openAnswer, type OpenedAnswer } from '../sharing/answer.ts';
import type { LinkFaults } from '../sharing/api.ts';
import { answerPair } from '../sharing/link-keys.ts';
import { MOST_ANSWERS, type LinkRecord, type StatedAnswer } from '../sharing/link-record.ts';
import { dropAnswer, nextAnswer, type PackageLine } from '../sharing/member-packages.ts';
import { encodeLinkEvent, linkOf } from '../sharing/records.ts';
import { toBase64 } from '../identity/base64.ts';
import type { ClientKeys } from '../crypto/client-link.ts';
import { equalBytes, toHex } from '../workspace/bytes.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';

const NO_FAULTS: LinkFaults = { false: 0, moved: 0, unreadable: 0, full: false, package: false };

export class LinkAnswers {
	readonly #workspace: Workspace;
	readonly #today: () => Promise<string>;
	readonly #faults = new Map<string, LinkFaults>();

	constructor(workspace: Workspace, today: () => Promise<string>) {
		this.#workspace = workspace;
		this.#today = today;
	}

	faultsOf(linkId: string): LinkFaults {
		return this.#faults.get(linkId) ?? NO_FAULTS;
	}

	falsePackage(linkId: string): void {
		this.#faults.set(linkId, { ...this.faultsOf(linkId), package: true });
	}

	/** `waits`: some are in this device's log and not in the relay's yet. */
	async takeIn(line: PackageLine, linkId: string, keys: ClientKeys): Promise<'waits' | 'done'> {
		const said = linkOf(await this.#workspace.read(linkId));
		if (!said) return 'done';
		const { link, answered } = said;
		const confirmed = new Set(linkOf(await this.#workspace.confirmed(linkId))?.answered.map(({ answer }) => answer));
		const known = new Set(answered.map(({ answer }) => answer));
		const pair = answerPair(link);
		const faults = { ...this.faultsOf(linkId), unreadable: 0, full: false };
		const taken: OpenedAnswer[] = [];
		let waits = false;
		let after: Uint8Array = new Uint8Array(16);
		for (;;) {
			const next = await nextAnswer(line, keys.id, after);
			if (!next || next === 'none') break;
			after = next.id;
			const id = toHex(next.id);
			if (confirmed.has(id)) {
				await dropAnswer(line, keys.id, next.id);
				continue;
			}
			if (known.has(id)) {
				waits = true;
				continue;
			}
			const opened = openAnswer(keys, pair, next);
			if (opened === 'false' || opened === 'moved') {
				faults[opened]++;
				await dropAnswer(line, keys.id, next.id);
			} else if (opened === 'unreadable' || !link.answers.includes(opened.answer.kind)) faults.unreadable++;
			else if (known.size + taken.length >= MOST_ANSWERS) faults.full = true;
			else taken.push(opened);
		}
		this.#faults.set(linkId, faults);
		if (taken.length > 0) await this.#save(linkId, link, taken);
		return waits || taken.length > 0 ? 'waits' : 'done';
	}

	async #save(linkId: string, link: LinkRecord, taken: readonly OpenedAnswer[]): Promise<void> {
		const today = await this.#today();
		await this.#workspace.save(async (transaction) => {
			for (const { id, version, shown, answer: said } of taken) {
				const offered = equalBytes(shown, link.shown);
				const answer = toHex(id);
				const event: StatedAnswer = { kind: 'answered', at: new Date().toISOString(), answer, version, offered, said };
				await transaction.add('client-link-event', linkId, 'put', encodeLinkEvent(event));
				if (offered) await this.#apply(transaction, linkId, link, event, today);
			}
		}, 'strict');
	}

	/** What a client says he agrees to, or declines, is so in the books, as if a person had noted it. */
	async #apply(transaction: Transaction, linkId: string, link: LinkRecord, { said, answer }: StatedAnswer, today: string): Promise<void> {
		if (said.kind !== 'accepted' && said.kind !== 'declined') return;
		const revoked = linkOf(await transaction.read(linkId))?.revoked ?? true;
		const { documentId } = link;
		const state = await transaction.read(documentId);
		const document = state && issuedDocument(state);
		if (!document || revoked) return;
		const facts = statedFacts(state);
		if (judgeEvent(document.content.type, said.kind, facts) || offerStatus(document, facts, today) !== 'open') return;
		const date = today;
		if (said.kind === 'declined') {
			const reason = said.reason.trim();
			await transaction.add('fact', documentId, 'put', encodeFact({ kind: 'declined', documentId, date, ...(reason && { reason }) }));
			return;
		}
		const strokes = said.strokes && { strokes: toBase64(said.strokes) };
		const signed = { link: linkId, answer, shown: toBase64(link.shown), ...strokes };
		await transaction.add('fact', documentId, 'put', encodeFact({ kind: 'accepted', documentId, date, by: said.name, signed }));
	}
}
