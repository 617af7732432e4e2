/** The worker's half of issuer keys: which of what is said about them counts. What does not is refused, kept to be read, and stops nothing. */
import { encodeJson } from '../../workspace/json.ts';
import type { FoldResult, Placed, RecordState, RecordType, RefusalReason } from '../../workspace/registry.ts';
import { fromHex, toHex } from '../../workspace/bytes.ts';
import { isCertified, isSucceeded } from '../code/check-code.ts';
import { chainOf, isKeeper, isLost, isOwners, isWriter } from './chain.ts';
import { certificateOf, readIssuerEvent, readIssueSignature, type IssueSignature, type IssuerEvent } from './events.ts';

export const ISSUER_TYPE: RecordType = {
	type: 'issuer',
	schema: 1,
	ofThisLog: true,
	fold(state, operation, placed) {
		const event = operation.action === 'put' ? readIssuerEvent(operation.body) : undefined;
		if (!event) return { state, rows: [], refused: 'unreadable' };
		return said('issuer', state, toHex(operation.opId), placed, event, () => judge(state, event, placed));
	}
};

/**
 * Whether the signature is right is asked when a code is made of it, not here: that takes the document and a check of a curve for each one whenever
 * books are read anew, and nothing in them rests on it. So every device may say one, lest a false one take the place.
 */
export const ISSUE_SIGNATURE_TYPE: RecordType = {
	type: 'issue-signature',
	schema: 1,
	ofThisLog: true,
	fold(state, operation, placed) {
		const body = operation.action === 'put' ? readIssueSignature(operation.body) : undefined;
		if (!body) return { state, rows: [], refused: 'unreadable' };
		const isSaid = state?.facts.some(({ by }) => by === placed.by);
		return said('issue-signature', state, toHex(operation.opId), placed, body, () => (isSaid ? 'id-taken' : undefined));
	}
};

export const encodeIssuerEvent = (event: IssuerEvent): Uint8Array => encodeJson(event);
export const encodeIssueSignature = (said: IssueSignature): Uint8Array => encodeJson(said);

function said(
	type: string,
	state: RecordState | undefined,
	opId: string,
	{ n, by }: Placed,
	body: unknown,
	refusal: () => RefusalReason | undefined
): FoldResult {
	if (state && state.type !== type) return { state, rows: [], refused: 'id-taken' };
	// Sent again it counts once.
	if (state?.facts.some((fact) => fact.opId === opId)) return { state, rows: [] };
	const refused = refusal();
	if (refused) return { state, rows: [], refused };
	return { state: { type, schema: 1, facts: [...(state?.facts ?? []), { opId, n, by, body }] }, rows: [] };
}

/** By who belonged at that place of the log. */
function judge(state: RecordState | undefined, event: IssuerEvent, { membership, by }: Placed): RefusalReason | undefined {
	const { keys, devices, certificates } = chainOf(state);
	const current = keys.at(-1);
	if (event.kind === 'device') {
		const isKnown = devices.has(by) || [...devices.values()].includes(event.key);
		return isWriter(membership, by) ? (isKnown ? 'id-taken' : undefined) : 'not-entitled';
	}
	if (!isOwners(membership, by)) return 'not-entitled';
	if (event.kind === 'certificate') {
		if (event.issuer !== current?.key) return 'chain-broken';
		const holder = [...devices].find(([, key]) => key === event.device)?.[0];
		if (holder === undefined || !isWriter(membership, holder)) return 'wrong-state';
		if (certificates.some(({ signature }) => signature === event.signature)) return 'id-taken';
		return isCertified(certificateOf(event)) ? undefined : 'unreadable';
	}
	// Nobody but owners is given the secret.
	if (!Object.keys(event.boxes).every((device) => isKeeper(membership, device))) return 'not-entitled';
	if (event.kind === 'shared') {
		// Who came back by his recovery code was given it by that.
		const cameBy = membership?.devices.get(by)?.admittedBy ?? by;
		if (event.key !== current?.key || !(by in current.boxes || cameBy in current.boxes)) return 'chain-broken';
		return Object.keys(event.boxes).some((device) => device in current.boxes) ? 'id-taken' : undefined;
	}
	if (keys.some(({ key }) => key === event.key)) return 'id-taken';
	if (!current) return event.word === undefined ? undefined : 'chain-broken';
	if (event.word === undefined) return isLost(current, membership, by) ? undefined : 'chain-broken';
	const word = { previous: fromHex(current.key), signature: fromHex(event.word) };
	return isSucceeded(fromHex(event.key), word) ? undefined : 'chain-broken';
}
