/** Who sends documents by links, without an app: books on a relay, packages sealed by the rules of the product, and the answers that come. */
import { Buffer } from 'node:buffer';
import { content, issued, line as itemLine, vat } from '../../src/lib/documents/pdf/fixtures.ts';
import type { IssuedDocument } from '../../src/lib/documents/document.ts';
import { sharedDocument } from '../../src/lib/documents/shared-document.ts';
import { clientKeys, clientRoot, newClientSecret, type ClientKeys } from '../../src/lib/crypto/client-link.ts';
import { newDeviceKeys, type DeviceKeys } from '../../src/lib/crypto/device.ts';
import { ready } from '../../src/lib/crypto/sodium.ts';
import { openAnswer, type NotAnAnswer, type OpenedAnswer } from '../../src/lib/sharing/answer.ts';
import { clientLink } from '../../src/lib/sharing/link.ts';
import { sealPackage, type ClientPackage } from '../../src/lib/sharing/package.ts';
import { readInfos } from '../../sync-server/protocol/package-infos.ts';
import type { ServerFrame } from '../../sync-server/protocol/wire.ts';
import { found, Line, type Books } from './relay-device.ts';

const PART = 200_000;

export interface SentLink {
	/** Whole, as it is sent. */
	link: string;
	secret: Uint8Array;
	keys: ClientKeys;
	version: number;
	content: ClientPackage;
}
export interface SendOptions {
	document?: IssuedDocument;
	passphrase?: string;
	/** Address of the client's page. */
	page?: string;
	/** In the link: where the package is, if not where the page is. */
	relay?: string;
	change?: Partial<ClientPackage>;
}

export const german = {
	address: { line1: 'Hafenweg 12', city: 'Kiel', postcode: '24103', country: 'DE' },
	bankAccounts: [
		{ id: 'b', label: 'Geschäft', holder: 'Nordlicht Werkstatt GmbH', bank: 'Förde Bank', iban: 'DE89370400440532013000', primary: true }
	],
	taxIds: [{ kind: 'vat', country: 'DE', label: 'USt-IdNr.', value: 'DE136695976' }],
	name: 'Nordlicht Werkstatt GmbH',
	tradeName: 'Nordlicht',
	paymentCodes: true,
	paymentLink: 'https://pay.example/{number}',
	paper: 'A4' as const
};

/** An invoice of 2 lines, 321.30 EUR. */
export function invoice(): IssuedDocument {
	return issued(
		content(
			[
				itemLine('Beratung', '2', '120', { taxes: [vat('19')], description: 'Vor Ort, mit Protokoll' }),
				itemLine('Anfahrt', '1', '30', { taxes: [vat('19')] })
			],
			{ currency: 'EUR', language: 'en', terms: 'Payable within 30 days.' }
		),
		german,
		{ name: 'Kleine Brücke e. K.' }
	);
}

/** The same as an offer. */
export function estimate(): IssuedDocument {
	const document = invoice();
	return { ...document, number: 'E-0007', content: { ...document.content, type: 'estimate' } };
}

export class Sender {
	readonly device: DeviceKeys;
	readonly #books: Books;
	readonly #line: Line;
	readonly #page: string;

	private constructor(device: DeviceKeys, { books, line }: { books: Books; line: Line }, page: string) {
		this.device = device;
		this.#books = books;
		this.#line = line;
		this.#page = page;
	}

	/** @param relay where its socket is @param page where clients look, without a fragment */
	static async at(relay: { url: string }, page: string): Promise<Sender> {
		await ready();
		return new Sender(newDeviceKeys(), await found(relay), page);
	}

	/** Connected anew, as after the relay was stopped. */
	async again(relay: { url: string }): Promise<Sender> {
		const line = await Line.open(relay.url);
		await line.enter(this.#books.founder, this.#books.wsId);
		return new Sender(this.device, { books: this.#books, line }, this.#page);
	}

	async share({ document = invoice(), passphrase, page = this.#page, relay, change = {} }: SendOptions = {}): Promise<SentLink> {
		const secret = newClientSecret();
		const keys = clientKeys(secret, clientRoot(secret, passphrase));
		const made: ClientPackage = {
			document: sharedDocument(document),
			files: [
				{ name: `${document.number}.pdf`, type: 'application/pdf', bytes: Buffer.from('%PDF-1.7 the very bytes') },
				{ name: `${document.number}.xml`, type: 'application/xml', bytes: Buffer.from('<Invoice/>') }
			],
			sender: { name: document.seller.name, address: [] },
			status: 'open',
			asOf: Date.UTC(2026, 10, 21, 9, 30),
			answers: ['question'],
			answerKey: this.device.box.publicKey,
			language: document.content.language,
			expires: this.#line.hello.day + 30,
			...change
		};
		const link = clientLink(page, { secret, passphrase: passphrase !== undefined, ...(relay && { relay }) });
		const sent = { link, secret, keys, version: 0, content: made };
		await this.replace(sent);
		return sent;
	}

	/** The next version. */
	async replace(sent: SentLink, change: Partial<ClientPackage> = {}): Promise<void> {
		sent.version++;
		sent.content = { ...sent.content, ...change };
		await this.put(sent, sealPackage(sent.keys, sent.version, sent.content, this.device.sign));
	}

	/** Whatever bytes. */
	async put({ keys, version, content: { expires } }: SentLink, sealed: Uint8Array): Promise<void> {
		const parts = Math.ceil(sealed.length / PART);
		for (let part = 0; part < parts; part++) {
			const chunk = sealed.subarray(part * PART, (part + 1) * PART);
			this.#line.send({ type: 'packagePut', id: keys.id, version, expires, part, parts, chunk });
			await this.#heard('packageDone');
		}
	}

	async revoke({ keys }: SentLink): Promise<void> {
		this.#line.send({ type: 'packageDrop', id: keys.id });
		await this.#heard('packageDone');
	}

	/** Those that wait. */
	async answers({ keys }: SentLink): Promise<(OpenedAnswer | NotAnAnswer)[]> {
		const opened: (OpenedAnswer | NotAnAnswer)[] = [];
		for (let after = new Uint8Array(16); ;) {
			this.#line.send({ type: 'answersGet', id: keys.id, after });
			const frame = await this.#heard('answer', 'listEnd');
			if (frame.type === 'listEnd') return opened;
			const { answer, version, bytes } = frame as ServerFrame<'answer'>;
			opened.push(openAnswer(keys, this.device.box, { id: answer, version, bytes: new Uint8Array(bytes) }));
			after = new Uint8Array(answer);
		}
	}

	/** How often the relay says that it was fetched. */
	async fetched({ keys }: SentLink): Promise<number> {
		this.#line.send({ type: 'packageList', after: new Uint8Array(32) });
		const { infos } = (await this.#heard('packageInfos')) as ServerFrame<'packageInfos'>;
		return readInfos(infos)!.find(({ id }) => Buffer.from(id).equals(Buffer.from(keys.id)))?.gets ?? 0;
	}

	/** The next frame of these types; that somebody answered is said in between. */
	async #heard(...types: ServerFrame['type'][]): Promise<ServerFrame> {
		for (;;) {
			const frame = await this.#line.any();
			if (types.includes(frame.type)) return frame;
			if (frame.type !== 'answered') throw new Error(`${types.join()} awaited, ${frame.type} came`);
		}
	}

	async close(): Promise<void> {
		await this.#line.close();
	}
}
