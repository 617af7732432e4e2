/** A sender with issued documents whose books are on a real relay, and clients who have nothing but a link. */
import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import type { Hash32 } from '#lib/crypto/brands.ts';
import { clientKeys, clientRoot, type ClientKeys } from '#lib/crypto/client-link.ts';
import { stretch } from '#lib/crypto/passphrase.ts';
import { sealAnswer, type SealedAnswer } from '#lib/sharing/answer.ts';
import type { Answer } from '#lib/sharing/answer-shape.ts';
import type { LinkWish } from '#lib/sharing/api.ts';
import { readClientLink, type ClientLink } from '#lib/sharing/link.ts';
import { openPackage, type OpenedPackage } from '#lib/sharing/package.ts';
import { clientRelay, type PackageRelay } from '#lib/sharing/package-relay.ts';
import type { PackageLine } from '#lib/sharing/member-packages.ts';
import type { SocketClass } from '#lib/sync/connection.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { LinkCommands } from '#lib/worker/link-commands.ts';
import { businessId } from '#lib/worker/registry.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { aBusiness, anInvoice, aParty } from '../support/books.ts';
import type { Device } from './setup.ts';

export const PAGE = 'https://app.example/client';
const id = (letter: string, n = 0) => letter + n.toString(16).padStart(31, '0');
const PARTY = id('a');
const SERIES = { invoice: id('b', 1), estimate: id('b', 2) };
export const [INVOICE, ESTIMATE, OTHER] = [id('d', 1), id('d', 2), id('d', 3)];
export const TODAY = '2026-11-21';

export interface Desk {
	device: Device;
	books: BookCommands;
	links: LinkCommands;
}

/** @param relay its origin @param line what stands between this device's commands and its connection */
export function deskOf(device: Device, relay: string, line: (own: PackageLine) => PackageLine = (own) => own, today = () => TODAY): Desk {
	const { workspace, home } = device;
	const books = new BookCommands(workspace, home, toHex(home.keys.wsId));
	const links = new LinkCommands({
		workspace,
		home,
		line: () => Promise.resolve(line(device.session)),
		held: () => line(device.session),
		relay: () => Promise.resolve(relay),
		code: () => Promise.resolve(undefined),
		stretch: (passphrase, params) => Promise.resolve(stretch(passphrase, params)),
		today: () => Promise.resolve(today())
	});
	return { device, books, links };
}

/** An invoice and two estimates, issued and in the relay's log. */
export async function issueAll({ device, books }: Desk): Promise<void> {
	await books.save('business', businessId(toHex(device.home.keys.wsId)), aBusiness());
	await books.save('party', PARTY, aParty());
	for (const [type, series] of Object.entries(SERIES) as ['invoice' | 'estimate', string][])
		await books.save('series', series, { name: type, type, pattern: `${type[0]!.toUpperCase()}-{0000}`, start: 1, yearly: false });
	await books.series.leaseFree();
	const dates = { issueDate: TODAY, dueDate: '2026-12-21' };
	const estimate = anInvoice({ type: 'estimate', partyId: PARTY, seriesId: SERIES.estimate, ...dates });
	await books.save('draft', INVOICE, anInvoice({ partyId: PARTY, seriesId: SERIES.invoice, ...dates }));
	for (const draft of [ESTIMATE, OTHER]) await books.save('draft', draft, estimate);
	for (const draft of [INVOICE, ESTIMATE, OTHER]) await books.issue(draft);
	await device.level();
}

export function wish(documentId: string, over: Partial<LinkWish> = {}): LinkWish {
	const files = [{ name: 'document.pdf', type: 'application/pdf', bytes: new Uint8Array(randomBytes(400)) }];
	const sender = { name: 'Ada Ltd', address: ['1 High Street', 'Toronto'] };
	return { documentId, expires: '2026-12-31', answers: ['accepted', 'declined', 'question', 'saysPaid'], files, sender, ...over };
}

/** Who has the link, and the passphrase where there is one. */
export class Client {
	readonly link: ClientLink;
	readonly relay: PackageRelay;
	readonly keys: ClientKeys;

	/** @param own where the page is served */
	constructor(address: string, passphrase?: string, own = PAGE) {
		const link = readClientLink(address);
		if (typeof link === 'string') throw new Error(`the link is ${link}`);
		this.link = link;
		this.relay = clientRelay(link.relay ?? own, WebSocket as unknown as SocketClass);
		this.keys = clientKeys(link.secret, clientRoot(link.secret, passphrase));
	}

	get id(): Hash32 {
		return this.keys.id;
	}

	async open(): Promise<OpenedPackage & { version: number }> {
		const got = await this.relay.get(this.id);
		if (typeof got === 'string') throw new Error(got);
		const opened = openPackage(this.keys, got.version, got.sealed);
		if (typeof opened === 'string') throw new Error(opened);
		return { ...opened, version: got.version };
	}

	async seal(answer: Answer, to?: OpenedPackage & { version: number }): Promise<SealedAnswer> {
		const shown = to ?? (await this.open());
		return sealAnswer(this.keys, { to: shown.answerKey, version: shown.version, shown: shown.hash }, answer);
	}

	async answer(answer: Answer): Promise<SealedAnswer> {
		const sealed = await this.seal(answer);
		const kept = await this.relay.answer(this.id, sealed);
		if (kept !== 'kept') throw new Error(kept);
		return sealed;
	}
}

/** Until nothing waits for the log any more. */
export async function takeAll({ device, links }: Desk): Promise<void> {
	while (await links.tend()) await device.level();
}
