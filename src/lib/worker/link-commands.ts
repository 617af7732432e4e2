/** Client links: made, replaced where their document stands otherwise, revoked. What comes back: `link-answers.ts`. Loaded when they are first asked for. */
import type { AeadKey, KdfKey } from '../crypto/brands.ts';
import { clientKeys, clientRoot, newClientSecret, phraseParams, stretchedRoot, type ClientKeys } from '../crypto/client-link.ts';
import { newBoxPair } from '../crypto/device.ts';
import type { KdfParams } from '../crypto/passphrase.ts';
import { newId16 } from '../crypto/random.ts';
import { documentStatus } from '../documents/document-status.ts';
import type { IssuedDocument } from '../documents/document.ts';
import { payableOf } from '../documents/document-row.ts';
import { issuedDocument } from '../documents/records.ts';
import { statedFacts } from '../documents/status.ts';
import type { AnswerNotice, ClientLinkView, LinkCount, LinkWish } from '../sharing/api.ts';
import { dayNumber, dayText } from '../sharing/days.ts';
import { clientLink } from '../sharing/link.ts';
import { keysOf } from '../sharing/link-keys.ts';
import { LONGEST_DAYS, SHORTEST_PASSPHRASE, type LinkEvent, type LinkRecord } from '../sharing/link-record.ts';
import { dropPackage, getPackage, packageInfos, putPackage, type PackageLine, type PutResult } from '../sharing/member-packages.ts';
import { openPackage, PackageTooLarge, sealPackage, shownHash, type ClientPackage } from '../sharing/package.ts';
import { encodeLink, encodeLinkEvent, linkOf, type StatedLink } from '../sharing/records.ts';
import type { DocumentRow } from '../worker-api.ts';
import { memberOf } from '../workspace/authority.ts';
import { equalBytes, toHex } from '../workspace/bytes.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { LinkAnswers } from './link-answers.ts';
import { linkRows } from './link-rows.ts';
import { peopleNames } from './people.ts';
import { Refused } from './results.ts';

export interface LinkOptions {
	workspace: Workspace;
	home: WorkspaceHome;
	/** The connection that is live; undefined where there is none. */
	line(): Promise<PackageLine | undefined>;
	/** The same, where this tab holds it: what is done in the background takes it from no other. */
	held(): PackageLine | undefined;
	/** Origin of the relay of these books. */
	relay(): Promise<string | undefined>;
	stretch(passphrase: string, params: KdfParams): Promise<AeadKey>;
	/** The code that proves who issued the document; undefined where there is none yet. */
	code(documentId: string): Promise<string | undefined>;
	/** Calendar date where the business is. */
	today(): Promise<string>;
}

const PUT_PROBLEMS: Record<Exclude<PutResult, 'put'>, string> = {
	old: 'refused',
	gone: 'refused',
	full: 'links-full',
	'read-only': 'read-only',
	refused: 'refused'
};

export class LinkCommands {
	readonly #o: LinkOptions;
	readonly #answers: LinkAnswers;
	/** Hexadecimal ids of packages, by link. */
	readonly #packages = new Map<string, string>();
	/** One after the other: two runs would put one version twice. */
	#turn: Promise<unknown> = Promise.resolve();

	constructor(options: LinkOptions) {
		this.#o = options;
		this.#answers = new LinkAnswers(options.workspace, () => options.today());
	}

	async of(documentId: string): Promise<ClientLinkView[]> {
		const { workspace } = this.#o;
		const [today, names] = [await this.#o.today(), await peopleNames(workspace)];
		const me = memberOf(workspace.membership, workspace.device);
		const views: ClientLinkView[] = [];
		for (const { id, unseen } of await linkRows(workspace, { documentId })) {
			const said = linkOf(await workspace.read(id));
			if (!said) continue;
			const { link, revoked, answered } = said;
			const member = memberOf(workspace.membership, said.by) ?? '';
			const expires = dayText(link.expires);
			const state = revoked ? 'revoked' : expires < today ? 'expired' : 'open';
			const { at, passphrase, answers } = link;
			const by = { member, name: names.get(member) ?? '', isMe: member === me };
			views.push({ id, by, at, expires, state, passphrase, answers, answered, unseen, faults: this.#answers.faultsOf(id) });
		}
		return views.reverse();
	}

	async counts(documentId: string): Promise<Record<string, LinkCount> | undefined> {
		const line = await this.#o.line();
		const infos = line && (await packageInfos(line));
		if (!infos) return undefined;
		const counts: Record<string, LinkCount> = {};
		for (const { id, version, revoked } of await linkRows(this.#o.workspace, { documentId })) {
			const info = infos.get(await this.#packageId(id));
			const state =
				!info || (info.version === 0 && !revoked) ? 'missing' : info.version !== 0 && info.version < version ? 'older' : 'there';
			counts[id] = { state, opened: info?.gets ?? 0, waiting: info?.answers ?? 0 };
		}
		return counts;
	}

	async make(wish: LinkWish, page: string): Promise<{ id: string; address: string }> {
		const { workspace, home } = this.#o;
		const relay = await this.#o.relay();
		const line = await this.#o.line();
		if (relay === undefined || !line) throw new Refused({ code: 'needs-relay', detail: relay === undefined ? 'none' : 'no-answer' });
		const { document, status } = await this.#document(wish.documentId);
		const today = await this.#o.today();
		const expires = dayNumber(wish.expires);
		if (!Number.isSafeInteger(expires) || wish.expires < today || expires > dayNumber(today) + LONGEST_DAYS)
			throw new Refused({ code: 'invalid', field: 'expires', detail: 'days' });
		if (wish.passphrase !== undefined && wish.passphrase.length < SHORTEST_PASSPHRASE)
			throw new Refused({ code: 'invalid', field: 'passphrase', detail: 'short' });
		const secret = newClientSecret();
		const root = await this.#root(secret, wish.passphrase);
		const keys = clientKeys(secret, root);
		const answerKey = newBoxPair();
		const { files, answers, sender } = wish;
		// With what a page is laid out by, which most starts do not need.
		const { sharedDocument } = await import('../documents/shared-document.ts');
		const shared = sharedDocument(document);
		const { language } = document.content;
		const asOf = Date.now();
		const proof = await this.#o.code(wish.documentId).catch(() => undefined);
		const content: ClientPackage = {
			document: shared,
			files,
			sender,
			status,
			asOf,
			answers,
			answerKey: answerKey.publicKey,
			...(proof && { proof }),
			language,
			expires
		};
		const sealed = sealedFirst(keys, content, home);
		const put = await putPackage(line, { id: keys.id, version: 1, expires, sealed });
		if (put !== 'put') throw refusedPut(put);
		const id = toHex(newId16());
		const shown = shownHash(shared, files);
		const { documentId, passphrase } = wish;
		const link: LinkRecord = {
			documentId,
			secret,
			root,
			answerKey,
			shown,
			passphrase: passphrase !== undefined,
			answers,
			expires,
			status,
			at: new Date().toISOString()
		};
		try {
			await workspace.save((transaction) => transaction.add('client-link', id, 'put', encodeLink(link)), 'strict');
		} catch (error) {
			// Nobody has the link, and nobody could revoke it.
			await dropPackage(line, keys.id);
			throw error;
		}
		return { id, address: await this.#address(link, page) };
	}

	async address(id: string, page: string): Promise<string> {
		return this.#address((await this.#link(id)).link, page);
	}

	async revoke(id: string): Promise<void> {
		const { link, revoked } = await this.#link(id);
		if (!revoked) await this.#say(id, { kind: 'revoked', at: new Date().toISOString() });
		const line = await this.#o.line();
		// Without a line it is said with the next run: see `tend`.
		if (line) await dropPackage(line, keysOf(link).id);
	}

	async saw(id: string): Promise<void> {
		const { answered, seen } = await this.#link(id);
		if (answered.length > seen) await this.#say(id, { kind: 'seen', at: new Date().toISOString(), count: answered.length });
	}

	async notices(): Promise<AnswerNotice[]> {
		const { workspace } = this.#o;
		const notices: AnswerNotice[] = [];
		for (const { id, documentId, unseen: count } of await linkRows(workspace, {})) {
			if (count === 0) continue;
			const answer = linkOf(await workspace.read(id))?.answered.at(-1);
			const document = workspace.list('document').get(documentId) as DocumentRow | undefined;
			if (answer && document) notices.push({ id, documentId, number: document.number, partyName: document.partyName, answer, count });
		}
		return notices;
	}

	/**
	 * Takes in what was answered, says what the relay has not heard yet (revoked links), and replaces packages whose document stands otherwise by now. Answers
	 * whether something waits for the log to be there, after which it is to be called again.
	 */
	tend(): Promise<boolean> {
		const turn = this.#turn.then(() => this.#tend());
		this.#turn = turn.catch(() => undefined);
		return turn;
	}

	async #tend(): Promise<boolean> {
		const { workspace } = this.#o;
		await workspace.loaded;
		const rows = await linkRows(workspace, {});
		if (rows.length === 0) return false;
		const line = this.#o.held();
		const infos = line && (await packageInfos(line));
		if (!line || !infos) return false;
		let waits = false;
		for (const row of rows) {
			const info = infos.get(await this.#packageId(row.id));
			if (!info || (info.version === 0 && info.answers === 0)) continue;
			const said = linkOf(await workspace.read(row.id));
			if (!said) continue;
			const keys = keysOf(said.link);
			if (info.answers > 0 && (await this.#answers.takeIn(line, row.id, keys)) === 'waits') waits = true;
			if (said.revoked && info.version > 0) await dropPackage(line, keys.id);
			else if (info.version > 0) await this.#refresh(line, row.id, said, keys);
		}
		return waits;
	}

	/** The content comes from the relay, sealed and signed as it was put there: any device can replace it, without the files at hand. */
	async #refresh(line: PackageLine, id: string, { link, status: before, version }: StatedLink, keys: ClientKeys): Promise<void> {
		const { status } = await this.#document(link.documentId);
		if (status === before) return;
		const got = await getPackage(line, keys.id);
		if (typeof got === 'string') return;
		const opened = openPackage(keys, got.version, got.sealed);
		if (typeof opened === 'string' || !equalBytes(opened.hash, link.shown)) return this.#answers.falsePackage(id);
		const { hash: _hash, signedBy: _signedBy, ...content } = opened;
		const next = Math.max(got.version, version) + 1;
		const sealed = sealPackage(keys, next, { ...content, status, asOf: Date.now() }, this.#o.home.keys.device.sign);
		const put = await putPackage(line, { id: keys.id, version: next, expires: link.expires, sealed });
		if (put === 'put') await this.#say(id, { kind: 'replaced', at: new Date().toISOString(), version: next, status });
	}

	async #document(id: string): Promise<{ document: IssuedDocument; status: string }> {
		const state = await this.#o.workspace.read(id);
		const document = state && issuedDocument(state);
		if (!document) throw new Refused({ code: 'not-found' });
		// What the calendar alone makes of it, the reader's own calendar tells him.
		return { document, status: documentStatus(document, payableOf(document), statedFacts(state), '').status };
	}

	async #root(secret: Uint8Array, passphrase: string | undefined): Promise<KdfKey> {
		return passphrase === undefined ? clientRoot(secret) : stretchedRoot(secret, await this.#o.stretch(passphrase, phraseParams(secret)));
	}

	async #address({ secret, passphrase }: LinkRecord, page: string): Promise<string> {
		const relay = await this.#o.relay();
		const isOwn = relay === undefined || relay === new URL(page).origin;
		return clientLink(page, { secret, passphrase, ...(!isOwn && { relay }) });
	}

	async #link(id: string): Promise<StatedLink> {
		const said = linkOf(await this.#o.workspace.read(id));
		if (!said) throw new Refused({ code: 'not-found' });
		return said;
	}

	async #say(id: string, event: LinkEvent): Promise<void> {
		await this.#o.workspace.save((transaction) => transaction.add('client-link-event', id, 'put', encodeLinkEvent(event)), 'strict');
	}

	async #packageId(id: string): Promise<string> {
		let known = this.#packages.get(id);
		if (known === undefined) {
			const said = linkOf(await this.#o.workspace.read(id));
			this.#packages.set(id, (known = said ? toHex(keysOf(said.link).id) : ''));
		}
		return known;
	}
}

function sealedFirst(keys: ClientKeys, content: ClientPackage, home: WorkspaceHome): Uint8Array {
	try {
		return sealPackage(keys, 1, content, home.keys.device.sign);
	} catch (error) {
		if (error instanceof PackageTooLarge) throw new Refused({ code: 'invalid', field: 'files', detail: 'too-large' });
		throw error;
	}
}

function refusedPut(put: Exclude<PutResult, 'put'> | undefined): Refused {
	if (put === undefined) return new Refused({ code: 'needs-relay', detail: 'no-answer' });
	return new Refused({ code: 'invalid', field: 'link', detail: PUT_PROBLEMS[put] });
}
