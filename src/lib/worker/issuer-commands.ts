/** The keys by which documents prove themselves, and what is signed with them. See src/lib/proof/issuer. */
import type { Business } from '../business/business.ts';
import type { DeviceKeys } from '../crypto/device.ts';
import { randomBytes } from '../crypto/random.ts';
import { issuedDocument } from '../documents/records.ts';
import { signIssue } from '../proof/code/check-code.ts';
import { chainOf, dueEvents, type Due } from '../proof/issuer/chain.ts';
import { codedOf, documentCode, sellerOf } from '../proof/issuer/coded.ts';
import { issuerId, issuingPair, signatureId, type IssueSignature } from '../proof/issuer/events.ts';
import { encodeIssueSignature, encodeIssuerEvent } from '../proof/issuer/records.ts';
import { toHex } from '../workspace/bytes.ts';
import { WorkspaceError } from '../workspace/errors.ts';
import type { WorkspaceKeys } from '../workspace/keys.ts';
import type { RecordState } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { businessId } from './registry.ts';
import { todayIn } from './today.ts';

interface Reader {
	read(id: string): Promise<RecordState | undefined>;
	live<T>(type: string, id: string): Promise<T | undefined>;
}

export class IssuerCommands {
	readonly #workspace: Workspace;
	readonly #keys: WorkspaceKeys;
	readonly #id: string;
	readonly #kit: DeviceKeys | undefined;

	/** @param kit the pair of the recovery code by which this device came back */
	constructor(workspace: Workspace, keys: WorkspaceKeys, id: string, kit?: DeviceKeys) {
		this.#workspace = workspace;
		this.#keys = keys;
		this.#id = id;
		this.#kit = kit;
	}

	/** Signs what this device has just issued, in an entry after it: the document's own holds nothing else (proof of issue). */
	async sign(documentId: string): Promise<void> {
		await this.#save(async (transaction) => {
			const state = await transaction.read(documentId);
			const document = state && issuedDocument(state);
			const seller = document && !document.elsewhere && sellerOf(document.seller);
			if (!document || !seller) return;
			const pair = issuingPair(this.#keys.device);
			const signature = signed(() => toHex(signIssue(pair.secretKey, codedOf(document), seller)));
			if (signature === undefined) return;
			const said = encodeIssueSignature({ key: toHex(pair.publicKey), signature });
			await transaction.add('issue-signature', signatureId(documentId), 'put', said);
		});
		await this.tend(true);
	}

	/**
	 * Says what this device owes: its own key; an owner's device the issuer key and certificates. Where the relay does not have it yet, what was said
	 * waits, and no code is made of it: another owner's device may have been first.
	 *
	 * @param issues this device has issued; without it that is asked of the log
	 */
	async tend(issues = this.#numbers()): Promise<void> {
		// Most openings owe nothing, and take no lock for it.
		if ((await this.#due(this.#workspace, issues)).length === 0) return;
		await this.#save(async (transaction) => {
			for (const event of await this.#due(transaction, issues))
				await transaction.add('issuer', issuerId(this.#id), 'put', encodeIssuerEvent(event));
		});
	}

	/** In base32; undefined where the document has none (yet). */
	async code(documentId: string): Promise<string | undefined> {
		const state = await this.#workspace.read(documentId);
		const document = state && issuedDocument(state);
		if (!document || document.elsewhere) return undefined;
		const [issuer, said] = [await this.#workspace.confirmed(issuerId(this.#id)), await this.#workspace.read(signatureId(documentId))];
		if (issuer?.type !== 'issuer' || said?.type !== 'issue-signature') return undefined;
		return documentCode(
			document,
			chainOf(issuer),
			said.facts.map(({ body }) => body as IssueSignature)
		);
	}

	/** Whether this device numbers documents. */
	#numbers(): boolean {
		const { membership, device } = this.#workspace;
		return [...(membership?.leases.values() ?? [])].some(({ holder, released }) => holder === device && !released);
	}

	async #due(reader: Reader, issues: boolean) {
		const state = await reader.read(issuerId(this.#id));
		const business = await reader.live<Business>('business', businessId(this.#id));
		const due: Due = {
			chain: chainOf(state?.type === 'issuer' ? state : undefined),
			members: this.#workspace.membership,
			device: this.#keys.device,
			kit: this.#kit,
			issues,
			seller: business && sellerOf(business),
			today: todayIn(business?.timeZone ?? 'UTC'),
			newSeed: () => randomBytes(32)
		};
		const events = dueEvents(due);
		// Of two owners' devices that make a key apart, one would have made it in vain.
		return this.#workspace.shared && !this.#workspace.submit ? events.filter(({ kind }) => kind === 'device') : events;
	}

	/** What cannot be written now (a viewer's books, books that are shut) is tried at the next opening. */
	async #save(make: Parameters<Workspace['save']>[0]): Promise<void> {
		try {
			await this.#workspace.save(make);
		} catch (error) {
			if (!(error instanceof WorkspaceError)) throw error;
		}
	}
}

/** A document that has no place in a code (a number of 300 letters) goes without. */
function signed<T>(make: () => T): T | undefined {
	try {
		return make();
	} catch (error) {
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}
