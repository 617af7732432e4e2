/** A relay on a port of this machine, and devices that speak to it in frames, without anything of the app: they know the protocol alone. */
import { createPrivateKey, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { openSqlite, type SqliteOptions } from '../../sync-server/log/sqlite.ts';
import type { LogStore } from '../../sync-server/log/store.ts';
import { encodeClear, type Clear } from '../../sync-server/protocol/clear.ts';
import type { Capability } from '../../sync-server/protocol/membership-state.ts';
import {
	KIND,
	ZERO16,
	ZERO32,
	deviceIdOf,
	encodeUnsigned,
	entryHash,
	holdsOperations,
	inviteIdOf,
	rollingHash,
	signDomain,
	withSignature,
	workspaceId,
	type Kind,
	type UnsignedEntry
} from '../../sync-server/protocol/codec.ts';
import {
	AUTH_DOMAIN,
	INVITE_AUTH_DOMAIN,
	authBytes,
	encodeClientFrame,
	isWireError,
	parseServerFrame,
	type ClientFrame,
	type ServerFrame
} from '../../sync-server/protocol/wire.ts';
import type { RelayConfig } from '../../sync-server/relay/config.ts';
import type { Journal } from '../../sync-server/relay/journal.ts';
import { attachRelay, type Relay } from '../../sync-server/relay/relay.ts';
import { suite } from '../../sync-server/sodium.ts';

export interface TestRelay {
	url: string;
	host: string;
	origin: string;
	folder: string;
	file: string;
	relay: Relay;
	server: Server;
	/** What the relay's journal said, line by line. */
	lines: string[];
	/** Graceful, with the file left there. */
	stop(): Promise<void>;
}
export interface TestRelayOptions {
	config?: Partial<RelayConfig>;
	folder?: string;
	port?: number;
	store?: (file: string) => LogStore | Promise<LogStore>;
	sqlite?: SqliteOptions;
	metricsToken?: string;
	/** Days since 1970, as its clock says. */
	today?: () => number;
}

const folders = new Set<string>();
export function forgetFolders(): void {
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
	folders.clear();
}
export function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'waxbill-relay-'));
	folders.add(folder);
	return folder;
}

/** In this process, on a free port. */
export async function startRelay(options: TestRelayOptions = {}): Promise<TestRelay> {
	const folder = options.folder ?? newFolder();
	const file = join(folder, 'relay.sqlite');
	const lines: string[] = [];
	const journal: Journal = (level, event, details) => lines.push(JSON.stringify({ level, event, ...details }));
	const store = (await options.store?.(file)) ?? openSqlite(file, options.sqlite);
	const server = createServer((request, response) => {
		if (!relay.answer(request, response)) response.writeHead(404).end();
	});
	const { config, metricsToken = '', today } = options;
	const relay = attachRelay(server, { store, config: { ...config }, metricsToken, journal, ...(today && { today }) });
	server.listen(options.port ?? 0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const stop = async () => {
		await relay.close();
		server.close();
		server.closeAllConnections();
		if (server.listening) await once(server, 'close');
	};
	const host = `127.0.0.1:${port}`;
	return { url: `ws://${host}/relay`, host, origin: `http://${host}`, folder, file, relay, server, lines, stop };
}

/** A key pair of a device, and the entries it writes. */
export class Author {
	readonly signPk: Uint8Array;
	readonly boxPk = new Uint8Array(randomBytes(32));
	readonly devId: Uint8Array;
	readonly #key: KeyObject;
	seq = 0;
	prev: Uint8Array = ZERO32;

	constructor(seed: Uint8Array = randomBytes(32)) {
		const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
		this.#key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
		this.signPk = new Uint8Array(createPublicKey(this.#key).export({ format: 'der', type: 'spki' }).subarray(-32));
		this.devId = deviceIdOf(suite.hash, this.signPk, this.boxPk);
	}

	sign(domain: string, bytes: Uint8Array): Uint8Array {
		return new Uint8Array(sign(null, suite.hash(32, Buffer.from(domain), bytes), this.#key));
	}

	box() {
		return { devId: this.devId, box: new Uint8Array(80).fill(7) };
	}

	/** The next of this author. `seen` is a position and the hash there; `keep` false leaves its chain where it was. */
	entry(
		place: { wsId: Uint8Array; seen: { n: number; R: Uint8Array }; epoch?: number },
		what: Clear | Kind,
		{ change = {}, size = 272, content, keep = true }: EntryOptions = {}
	): Uint8Array {
		const kind = typeof what === 'number' ? what : what.kind;
		const sealed = holdsOperations(kind) || content !== undefined;
		const entry: UnsignedEntry = {
			kind,
			wsId: place.wsId,
			devId: this.devId,
			devSeq: this.seq,
			prevDev: this.prev,
			seenN: place.seen.n,
			seenR: place.seen.R,
			epoch: place.epoch ?? 0,
			clear: typeof what === 'number' ? new Uint8Array(0) : encodeClear(what),
			nonce: sealed ? new Uint8Array(24).fill(9) : new Uint8Array(24),
			ciphertext: sealed ? (content ?? new Uint8Array(randomBytes(size))) : new Uint8Array(0),
			...change
		};
		const unsigned = encodeUnsigned(entry);
		const bytes = withSignature(unsigned, this.sign(signDomain(kind), unsigned));
		if (keep) {
			this.seq++;
			this.prev = entryHash(suite.hash, bytes);
		}
		return bytes;
	}
}
/** The key behind a link: it writes one JOIN. */
export class Link extends Author {
	override readonly devId = inviteIdOf(suite.hash, this.signPk);

	invite(books: Books, by: Author, role: Capability | 'none' = 'w', options: EntryOptions = {}): Uint8Array {
		const note = role === 'none' ? {} : { content: new Uint8Array(272) };
		return by.entry(books, { kind: KIND.INVITE, invitePk: this.signPk, role }, { ...note, ...options });
	}

	/** `member` is hers from now on. */
	join(books: Books, { signPk, boxPk }: Author, epoch = 0, options: EntryOptions = {}): Uint8Array {
		const clear: Clear = { kind: KIND.JOIN, memberId: signPk.slice(0, 16), signPk, boxPk };
		return this.entry({ ...books, epoch }, clear, { content: new Uint8Array(272), keep: false, ...options });
	}

	admit(books: Books, by: Author, joiner: Author, role: Capability = 'w', options: EntryOptions = {}): Uint8Array {
		const { signPk, boxPk } = joiner;
		const keys = { memberId: signPk.slice(0, 16), role, signPk, boxPk, boxes: [joiner.box()] };
		return by.entry(books, { kind: KIND.ADMIT, inviteId: this.devId, ...keys }, { content: new Uint8Array(272), ...options });
	}
}
export interface EntryOptions {
	change?: Partial<UnsignedEntry>;
	size?: number;
	content?: Uint8Array;
	keep?: boolean;
}

/** A workspace and the log its founder knows. */
export class Books {
	readonly founder: Author;
	readonly genesis: Uint8Array;
	readonly wsId: Uint8Array;
	readonly memberId = new Uint8Array(randomBytes(16));
	/** R at position 0, which everything here has seen. */
	readonly seen: { n: number; R: Uint8Array };

	constructor(founder = new Author()) {
		this.founder = founder;
		const { signPk, boxPk } = founder;
		const clear: Clear = { kind: KIND.GENESIS, signPk, boxPk, memberId: this.memberId, commitment: ZERO32, boxes: [founder.box()] };
		this.genesis = founder.entry({ wsId: ZERO16, seen: { n: 0, R: ZERO32 } }, clear);
		this.wsId = workspaceId(suite.hash, this.genesis);
		this.seen = { n: 0, R: rollingHash(suite.hash, ZERO32, 0, this.genesis) };
	}

	add(author: Author, device: Author, options?: EntryOptions, kind: 'device' | 'recovery' = 'device'): Uint8Array {
		const { signPk, boxPk } = device;
		const clear: Clear = { kind: KIND.ADD_DEVICE, memberId: this.memberId, device: kind, signPk, boxPk, boxes: [device.box()] };
		return author.entry(this, clear, options);
	}

	revoke(author: Author, device: Author, staying: Author[], options?: EntryOptions): Uint8Array {
		const rotation = {
			epoch: 1,
			commitment: new Uint8Array(32).fill(1),
			boxes: staying.map((one) => one.box()),
			previous: new Uint8Array(60)
		};
		return author.entry(this, { kind: KIND.REVOKE_DEVICE, devId: device.devId, rotation }, options);
	}

	data(author: Author, options?: EntryOptions): Uint8Array {
		return author.entry(this, KIND.DATA, options);
	}

	/** R after each of these entries from the beginning. */
	static rolling(entries: readonly Uint8Array[]): Uint8Array[] {
		let R: Uint8Array = ZERO32;
		return entries.map((entry, n) => (R = rollingHash(suite.hash, R, n, entry)));
	}
}

type Named<N extends ServerFrame['type']> = ServerFrame<N>;

/** A socket to a relay: sends frames, and hands out what came, in order. */
export class Line {
	readonly ws: WebSocket;
	readonly host: string;
	readonly closed: Promise<number>;
	readonly #came: ServerFrame[] = [];
	#wanted: (() => void) | undefined;
	#over = false;
	/** Answers PING as a device does. */
	answersPing = true;
	hello!: Named<'hello'>;

	constructor(url: string, options: { headers?: Record<string, string> } = {}) {
		this.host = new URL(url).host;
		this.ws = new WebSocket(url, { perMessageDeflate: false, ...options });
		this.ws.on('message', (data) => {
			const frame = parseServerFrame(data as Buffer);
			if (isWireError(frame)) throw new Error(`the relay sent what is no frame: ${frame.error}`);
			if (frame.type === 'ping') {
				if (this.answersPing) this.send({ type: 'pong' });
				return;
			}
			this.#came.push(frame);
			this.#wanted?.();
		});
		this.ws.on('error', () => undefined);
		this.closed = new Promise((resolve) =>
			this.ws.on('close', (code) => {
				this.#over = true;
				this.#wanted?.();
				resolve(code);
			})
		);
	}

	static async open(url: string, options?: { headers?: Record<string, string> }): Promise<Line> {
		const line = new Line(url, options);
		line.hello = await line.next('hello');
		return line;
	}

	send(frame: ClientFrame): void {
		if (this.ws.readyState === WebSocket.OPEN) this.ws.send(encodeClientFrame(frame));
	}

	/** The next frame, which must be of this type. */
	async next<N extends ServerFrame['type']>(type: N): Promise<Named<N>> {
		const frame = await this.any(type);
		if (frame.type !== type) throw new Error(`${type} was awaited, ${JSON.stringify(frame)} came`);
		return frame as Named<N>;
	}

	/** The next frame, whatever it is. */
	async any(awaited = 'anything'): Promise<ServerFrame> {
		while (this.#came.length === 0) {
			if (this.#over) throw new Error(`the connection ended before ${awaited}`);
			await new Promise<void>((resolve) => (this.#wanted = resolve));
		}
		return this.#came.shift()!;
	}

	async ask<N extends ServerFrame['type']>(frame: ClientFrame, answer: N): Promise<Named<N>> {
		this.send(frame);
		return this.next(answer);
	}

	/** What has come and was not asked for. */
	get unread(): readonly ServerFrame[] {
		return this.#came;
	}

	auth(author: Author, wsId: Uint8Array, { host = this.host, nonce = this.hello.nonce } = {}): void {
		const cnonce = new Uint8Array(randomBytes(32));
		const signature = author.sign(AUTH_DOMAIN, authBytes(host, wsId, nonce, cnonce));
		this.send({ type: 'auth', version: 1, wsId, devicePk: author.signPk, nonce: cnonce, signature });
	}

	/** AUTH_INVITE. */
	authInvite(link: Link, wsId: Uint8Array, { host = this.host, nonce = this.hello.nonce, domain = INVITE_AUTH_DOMAIN } = {}): void {
		const cnonce = new Uint8Array(randomBytes(32));
		const signature = link.sign(domain, authBytes(host, wsId, nonce, cnonce));
		this.send({ type: 'authInvite', version: 1, wsId, invitePk: link.signPk, nonce: cnonce, signature });
	}

	create(books: Books, token = ''): Promise<Named<'created'>> {
		return this.ask({ type: 'create', token: new Uint8Array(Buffer.from(token)), genesis: books.genesis }, 'created');
	}

	async enter(author: Author, wsId: Uint8Array): Promise<Named<'ok'>> {
		this.auth(author, wsId);
		return this.next('ok');
	}

	/** The whole log, by PULL. */
	async pullAll(from = 0): Promise<Uint8Array[]> {
		const all: Uint8Array[] = [];
		this.send({ type: 'pull', from, frames: 0xffff });
		for (;;) {
			const frame = await this.next('entries');
			if (frame.from !== from + all.length) throw new Error(`entries from ${frame.from} came where ${from + all.length} was awaited`);
			all.push(...frame.entries);
			if (frame.last) return all;
		}
	}

	async close(): Promise<void> {
		this.ws.close();
		await this.closed;
	}
}

/** A workspace on the relay, its founder connected. */
export async function found(relay: Pick<TestRelay, 'url'>): Promise<{ books: Books; line: Line }> {
	const books = new Books();
	const line = await Line.open(relay.url);
	await line.create(books);
	await line.enter(books.founder, books.wsId);
	return { books, line };
}

/** A second device, admitted by the founder and connected. */
export async function second(relay: TestRelay, books: Books, founder: Line): Promise<{ device: Author; line: Line }> {
	const device = new Author();
	await founder.ask({ type: 'append', ref: 0xadd, entries: [books.add(books.founder, device)] }, 'ack');
	const line = await Line.open(relay.url);
	await line.enter(device, books.wsId);
	return { device, line };
}
