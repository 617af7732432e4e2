/**
 * Makes a proof of issue from books that are open. [Note: what is shown] An entry opens whole or not at all, so one that holds anything beside issues
 * stays sealed, and of its documents only the figures are stated; asked for one document, so does one that holds others.
 */
import { entryHash, isParseError, KIND, parseEntry, type Entry, type Kind } from '../../../sync-server/protocol/codec.ts';
import { blake2b, concat } from '../crypto/derive.ts';
import type { DeviceKeys } from '../crypto/device.ts';
import { entryKey } from '../crypto/seal.ts';
import { sign } from '../crypto/sign.ts';
import { toHex } from '../workspace/bytes.ts';
import type { Head } from '../workspace/head.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import { encodeJson } from '../workspace/json.ts';
import { readEntries } from '../workspace/log-copy.ts';
import { openEntry } from '../workspace/read-log.ts';
import type { Refusal } from '../workspace/registry.ts';
import type { ProofChoice } from './api.ts';
import { checkProof, PROOF_DOMAIN } from './check-proof.ts';
import { encodeHead, encodeItem, encodeStatement } from './format.ts';
import type { Item, Statement } from './proof.ts';
import { belongsToIssue, issueIn, takeoverIn, type OpenedIssue } from './read-issues.ts';

export interface ProofSource {
	home: Pick<WorkspaceHome, 'store' | 'vault' | 'keys'>;
	head: Pick<Head, 'log' | 'voids'>;
	device: DeviceKeys;
	/** What the books did not take of the log. */
	refusals: readonly Refusal[];
	/** By hexadecimal member id. */
	names: ReadonlyMap<string, string>;
	logo: (address: string) => Promise<Uint8Array | undefined>;
	/** Minutes since 1970. */
	now: number;
	progress?: (fraction: number) => void;
}

interface MadeProof {
	bytes: Uint8Array<ArrayBuffer>;
	documents: number;
	onlyStated: number;
}

/** Kinds that say nothing of who may issue. */
const SILENT: ReadonlySet<Kind> = new Set([KIND.DATA, KIND.ERASE, KIND.SEEN, KIND.FORK, KIND.MOVED]);

/** Throws `log-broken` where the log that is here is not the one of its head. A file that would not hold by itself is handed to nobody. */
export async function makeProof(source: ProofSource, choice: Choice): Promise<MadeProof> {
	const made = await gather(source, choice);
	const { answer } = checkProof(made.bytes);
	const fault = answer.ok ? answer.report.faults.find(({ kind }) => kind !== 'gap' && kind !== 'issue-missing') : answer;
	if (fault) throw new Error('proof: not as its log');
	return made;
}

type Choice = Omit<ProofChoice, 'names'> & { names?: boolean };

async function gather(
	{ home, head, device, refusals, names, logo, now, progress = () => {} }: ProofSource,
	choice: Choice
): Promise<MadeProof> {
	const { n: end, R } = head.log;
	const voids = new Set(head.voids);
	const refused = new Map(
		refusals.map(({ n, opId, recordId, reason, flagged }) => [`${n}/${opId ?? recordId}`, { reason, used: flagged === true }])
	);
	const statement: Statement = { issues: [], takeovers: [], refusals: [], voids: [], names: {}, logos: {} };
	const logos = new Set<string>();
	const seen = new Set<string>();
	const scope = choice.document === undefined ? 'all' : 'one';
	const parts: Uint8Array[] = [encodeHead({ wsId: home.keys.wsId, device: device.id, n: end, R, made: now, scope })];
	const whole = { documents: 0, onlyStated: 0 };
	let n = 0;
	for await (const bytes of readEntries(home, end, R)) {
		const parsed = parseEntry(bytes);
		const isVoid = voids.has(n);
		const item = isParseError(parsed) || isVoid ? undefined : take(parsed, bytes, n);
		if (choice.sealed && isVoid) statement.voids.push(n);
		parts.push(encodeItem(item ?? (choice.sealed ? { entry: bytes } : { hash: entryHash(blake2b, bytes) })));
		if (n++ % 256 === 0) progress((0.9 * n) / end);
	}
	for (const address of logos) {
		const picture = await logo(address);
		if (picture) statement.logos[address] = picture;
	}
	if (choice.names) statement.names = Object.fromEntries([...names].sort());
	const signed = concat([...parts, encodeStatement(encodeJson(statement))]);
	progress(1);
	return { bytes: new Uint8Array(concat([signed, sign(device.sign.secretKey, PROOF_DOMAIN, signed)])), ...whole };

	/** Undefined for an entry that need not be shown. */
	function take(entry: Entry, bytes: Uint8Array, at: number): Item | undefined {
		const operations = (entry.kind === KIND.DATA && openEntry(home.keys, entry)) || [];
		const issues: OpenedIssue[] = [];
		const takeovers: Statement['takeovers'] = [];
		let isPlain = true;
		for (const [index, operation] of operations.entries()) {
			const opId = toHex(operation.opId);
			const isNew = !seen.has(opId);
			seen.add(opId);
			const found = isNew ? issueIn(operation, { n: at, index }) : undefined;
			const isWanted = found && (scope === 'all' || [found.recordId, found.opId].includes(choice.document!));
			if (found && isWanted && !seen.has(found.issue.hash)) {
				seen.add(found.issue.hash);
				issues.push(found);
				const refusal = refused.get(`${at}/${opId}`) ?? refused.get(`${at}/${found.recordId}`);
				if (refusal && isOfNumber(refusal)) statement.refusals.push({ n: at, index, ...refusal });
			} else if (operation.type === 'issued') isPlain &&= scope === 'all';
			const takeover = isNew && scope === 'all' && !refused.has(`${at}/${opId}`) ? takeoverIn(operation, { n: at, index }) : undefined;
			if (takeover) takeovers.push(takeover);
			if (!takeover && !belongsToIssue(operation, issues)) isPlain = false;
		}
		const isSpoken = issues.length + takeovers.length > 0;
		if (!isSpoken) return SILENT.has(entry.kind) ? undefined : { entry: bytes };
		whole.documents += issues.length;
		if (choice.show === 'whole' && isPlain) {
			for (const { document } of issues) if (document.seller.logo) logos.add(document.seller.logo);
			return { entry: bytes, key: entryKey(home.keys.dataKey(entry.epoch), entry.nonce) };
		}
		if (choice.show === 'whole') whole.onlyStated += issues.length;
		statement.issues.push(...issues.map(({ issue }) => issue));
		statement.takeovers.push(...takeovers);
		return { entry: bytes };
	}
}

/** Others flag a document that stands, or are found again by whoever checks the file. */
function isOfNumber({ reason, used }: { reason: string; used: boolean }): boolean {
	return used ? !STANDS.has(reason) : !DERIVED.has(reason);
}
const STANDS: ReadonlySet<string> = new Set(['number-doubled', 'issued-twice', 'over-credited', 'not-approved']);
const DERIVED: ReadonlySet<string> = new Set(['not-holder', 'number-used', 'number-skipped', 'chain-broken']);
