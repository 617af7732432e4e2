/**
 * Checks a proof of issue from its bytes alone: no books, no network, no keys but those in the file. What it finds it names; nothing is repaired,
 * and nothing of a file that is not whole is believed.
 */
import { additionalData, KIND, type Kind } from '../../../sync-server/protocol/codec.ts';
import { parseClear } from '../../../sync-server/protocol/clear.ts';
import type { Device, MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { openWithEntryKey } from '../crypto/seal.ts';
import { verify } from '../crypto/sign.ts';
import { fingerprintWords } from '../crypto/words.ts';
import { fromHex, equalBytes, toHex } from '../workspace/bytes.ts';
import { decodeBatch } from '../workspace/operations.ts';
import { SUITE } from '../workspace/read-log.ts';
import { seriesTenures } from '../workspace/transaction.ts';
import { parseProof } from './format.ts';
import { followLog, type FollowedLog, type Shown } from './judge-log.ts';
import { judgeAlone, judgeNumbers, type NumberEvent, type NumberVerdict } from './numbers.ts';
import { readStatement, type Issue, type Proof, type Statement, type TakeoverSaid } from './proof.ts';
import { issueIn, takeoverIn } from './read-issues.ts';
import type { CheckedProof, DocumentReport, Fault, ProofFault, ProofReport, ShownDocument, Signer } from './report.ts';

export const PROOF_DOMAIN = 'wb1/proof';

/** A proof that was checked, with what later questions about it need. */
export interface Checked {
	answer: CheckedProof;
	log?: FollowedLog;
	/** Opened documents, by the hash of their bytes. */
	documents: ReadonlyMap<string, ShownDocument>;
}

const NOTHING_SAID: Statement = { issues: [], takeovers: [], refusals: [], voids: [], names: {}, logos: {} };

export function checkProof(bytes: Uint8Array): Checked {
	const proof = parseProof(bytes);
	if ('problem' in proof) return { answer: { ok: false, ...proof }, documents: new Map() };
	return new Check(proof).run();
}

/** Something about a number, at its place. */
type Mention = { place: Shown | undefined; how: DocumentReport['how'] } & ({ issue: Issue } | { takeover: TakeoverSaid });

class Check {
	readonly #proof: Proof;
	readonly #statement: Statement | undefined;
	readonly #faults: ProofFault[] = [];
	readonly #shown = new Map<number, Shown>();
	readonly #mentions: Mention[] = [];
	readonly #documents = new Map<string, ShownDocument>();
	/** Operations count once, however often they were sent. */
	readonly #seen = new Set<string>();
	readonly #unopened: Shown[] = [];
	/** What entries about series say was issued last. */
	readonly #named: { n: number; hash: string }[] = [];

	constructor(proof: Proof) {
		this.#proof = proof;
		this.#statement = readStatement(proof.statement);
	}

	run(): Checked {
		const { items } = this.#proof;
		const log = followLog(items, SUITE, (shown) => this.#take(shown));
		if (log.stop !== undefined) return { answer: { ok: false, problem: 'newer-entry', n: log.stop }, documents: new Map() };
		this.#fileAsAWhole(log);
		this.#state();
		return { answer: { ok: true, report: this.#report(log) }, log, documents: this.#documents };
	}

	#take(shown: Shown): void {
		const { n, entry, key } = shown;
		this.#shown.set(n, shown);
		if (!entry || shown.void) {
			if (key) this.#unopened.push(shown);
			return;
		}
		const prevIssue = prevIssueOf(entry.kind, entry.clear);
		if (prevIssue) this.#named.push({ n, hash: prevIssue });
		if (!key) return;
		const plain = openWithEntryKey(key, entry, additionalData(entry));
		const operations = plain && decodeBatch(plain);
		if (!operations) {
			this.#unopened.push(shown);
			return;
		}
		for (const [index, operation] of operations.entries()) {
			const opId = toHex(operation.opId);
			if (this.#seen.has(opId)) continue;
			this.#seen.add(opId);
			const found = issueIn(operation, { n, index });
			const takeover = takeoverIn(operation, { n, index });
			if (takeover) this.#mentions.push({ place: shown, how: 'opened', takeover });
			if (!found || this.#documents.has(found.issue.hash)) continue;
			const { logo } = found.document.seller;
			const picture = logo === undefined ? undefined : this.#statement?.logos[logo];
			this.#documents.set(found.issue.hash, { document: found.document, ...(picture && { logo: picture }) });
			this.#mentions.push({ place: shown, how: 'opened', issue: found.issue });
		}
	}

	#fileAsAWhole({ state }: FollowedLog): void {
		const { wsId, device, R, signed, signature } = this.#proof;
		const { membership } = state;
		const maker = membership?.devices.get(toHex(device));
		if (!membership || !equalBytes(membership.wsId, wsId)) this.#faults.push({ kind: 'other-books' });
		if (!equalBytes(state.R, R)) this.#faults.push({ kind: 'chain' });
		if (!maker?.active || maker.kind !== 'device') this.#faults.push({ kind: 'maker-unknown' });
		else if (!verify(maker.signPk, PROOF_DOMAIN, signed, signature)) this.#faults.push({ kind: 'changed' });
		if (!this.#statement) this.#faults.push({ kind: 'statement' });
	}

	/** What is only said, of entries that stay sealed. */
	#state(): void {
		const { issues, takeovers } = this.#statement ?? NOTHING_SAID;
		const of = (n: number) => this.#shown.get(n);
		this.#mentions.push(...takeovers.map((takeover): Mention => ({ place: of(takeover.n), how: 'stated', takeover })));
		this.#mentions.push(...issues.map((issue): Mention => ({ place: of(issue.n), how: 'stated', issue })));
		this.#mentions.sort((a, b) => placeOf(a).n - placeOf(b).n || placeOf(a).index - placeOf(b).index);
	}

	#report(log: FollowedLog): ProofReport {
		const { wsId, scope, n, R, made, device } = this.#proof;
		const { names, refusals } = this.#statement ?? NOTHING_SAID;
		const { membership } = log.state;
		const counted = this.#mentions.filter((each) => each.place?.entry && !each.place.void);
		const events = counted.map((each): NumberEvent => ({ ...each, ...saidBy(each) }));
		const said = new Map(refusals.map((each) => [`${each.n}/${each.index}`, each]));
		const { verdicts, series } =
			scope === 'all'
				? judgeNumbers(events, said)
				: {
						verdicts: events.map((each) =>
							'issue' in each ? judgeAlone(each, said.get(`${each.issue.n}/${each.issue.index}`)) : ('stands' as const)
						),
						series: []
					};
		const verdictOf = new Map<Mention, NumberVerdict>(counted.map((each, at) => [each, verdicts[at]!]));
		const documents = this.#mentions.flatMap((each) => ('issue' in each ? [this.#document(each, verdictOf.get(each), names)] : []));
		documents.push(...this.#unopened.map((each) => unopened(each, names)));
		documents.sort((a, b) => a.n - b.n || a.index - b.index);
		if (scope === 'all') this.#gaps(documents, series);
		const spoken = new Set(documents.map((each) => each.n));
		const silent = [...this.#shown.values()].filter((each) => each.void && !spoken.has(each.n));
		const { voids } = this.#statement ?? NOTHING_SAID;
		for (const { n, void: failed } of silent) if (!voids.includes(n)) this.#faults.push({ kind: 'entry', n, check: failed!.void });
		for (const n of voids) if (!this.#shown.get(n)?.void) this.#faults.push({ kind: 'entry-counts', n });
		return {
			wsId: toHex(wsId),
			scope,
			n,
			R: toHex(R),
			words: fingerprintWords(log.state.R).join(' '),
			made,
			maker: signerOf(membership?.devices.get(toHex(device)), membership, names),
			members: membersOf(membership, names),
			documents,
			series,
			faults: this.#faults,
			unseen: log.unseen,
			isSound: this.#faults.length === 0 && documents.every(({ fault }) => !fault)
		};
	}

	#document(mention: Extract<Mention, { issue: Issue }>, verdict: NumberVerdict | undefined, names: Statement['names']): DocumentReport {
		const { place, how, issue } = mention;
		const opened = this.#documents.get(issue.hash)?.document;
		const fault: Fault | undefined = !place
			? 'not-shown'
			: place.void
				? `void-${place.void.void}`
				: verdict === 'stands'
					? undefined
					: (verdict ?? 'not-shown');
		return {
			...issue,
			how,
			by: signerOf(place?.author, place?.membership, names),
			...(fault && { fault }),
			...(how === 'opened' && opened && { seller: opened.seller.name, buyer: opened.buyer.name })
		};
	}

	/** What is missing between the numbers, or named elsewhere in the log. */
	#gaps(documents: readonly DocumentReport[], series: ProofReport['series']): void {
		for (const { ranges } of series.flatMap(({ periods }) => periods))
			for (const { kind, first, last, count } of ranges) if (kind === 'gap') this.#faults.push({ kind: 'gap', first, last, count });
		const known = new Map(documents.map(({ hash, n }) => [hash, n]));
		for (const { n, hash } of this.#named)
			if ((known.get(hash) ?? Number.MAX_SAFE_INTEGER) > n) this.#faults.push({ kind: 'issue-missing', n });
	}
}

function placeOf(mention: Mention) {
	return 'issue' in mention ? mention.issue : mention.takeover;
}

function saidBy(mention: Mention): Pick<NumberEvent, 'by' | 'tenures'> {
	const { series } = placeOf(mention);
	return { by: toHex(mention.place!.entry!.devId), tenures: seriesTenures(mention.place!.membership)(series) };
}

/** Of an entry about a series: the hash of the issue that it says was the last. */
function prevIssueOf(kind: Kind, bytes: Uint8Array): string | undefined {
	if (kind !== KIND.SERIES_LEASE && kind !== KIND.SERIES_RELEASE && kind !== KIND.SERIES_TAKEOVER) return undefined;
	const clear = parseClear(kind, bytes);
	const hash = clear && 'prevIssue' in clear ? toHex(clear.prevIssue) : undefined;
	return hash && !/^0+$/.test(hash) ? hash : undefined;
}

/** An entry that was to be opened, and does not; what would be in it is not known. */
function unopened({ n, author, membership, void: failed }: Shown, names: Statement['names']): DocumentReport {
	const fault: Fault = failed ? `void-${failed.void}` : 'not-opened';
	const nothing = { number: '', type: 'invoice', date: '', total: '', currency: '', series: '', run: '', period: '', client: '' } as const;
	const issue: Issue = { ...nothing, n, index: 0, segment: 0, sequence: 0, previous: '', hash: '' };
	return { ...issue, how: 'stated', by: signerOf(author, membership, names), fault };
}

function signerOf(device: Device | undefined, membership: MembershipState | undefined, names: Statement['names']): Signer | undefined {
	if (!device) return undefined;
	const { member, devId } = device;
	const role = device.active || membership?.devices.get(toHex(devId))?.active ? membership?.members.get(member) : undefined;
	const name = Object.hasOwn(names, member) ? names[member] : undefined;
	return { device: toHex(devId), member, ...(role && { role }), ...(name && { name }) };
}

function membersOf(membership: MembershipState | undefined, names: Statement['names']): ProofReport['members'] {
	const found = new Map<string, ProofReport['members'][number]>();
	for (const { member, kind } of membership?.devices.values() ?? []) {
		const role = membership!.members.get(member);
		const name = Object.hasOwn(names, member) ? names[member] : undefined;
		const known = found.get(member) ?? { member, devices: 0, ...(role && { role }), ...(name && { name }) };
		found.set(member, { ...known, devices: known.devices + Number(kind === 'device') });
	}
	return [...found.values()];
}

/** Whether the later of two proofs of the same books goes on where the earlier one ended, and every document of the earlier one stands in it unchanged. */
export function comparesTo(later: Checked, earlier: Checked): 'continues' | 'other-books' | 'unsound' | 'longer' | { changed: string[] } {
	if (!later.answer.ok || !earlier.answer.ok) return 'unsound';
	const [now, then] = [later.answer.report, earlier.answer.report];
	if (now.wsId !== then.wsId) return 'other-books';
	if (!now.isSound || !then.isSound) return 'unsound';
	if (then.n > now.n) return 'longer';
	const there = later.log!.hashes.at(then.n - 1);
	if (!there || !equalBytes(there, fromHex(then.R))) return { changed: [] };
	const standing = new Map(now.documents.map((each) => [`${each.n}/${each.index}`, each.hash]));
	const differs = then.documents.filter(({ n, index, hash }) => standing.has(`${n}/${index}`) && standing.get(`${n}/${index}`) !== hash);
	return differs.length > 0 ? { changed: differs.map(({ number }) => number) } : 'continues';
}
