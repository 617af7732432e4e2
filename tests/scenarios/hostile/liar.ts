/**
 * What stands between the devices and the real relay: a proxy that reads every frame and may lie to each device in its own way. Where nobody lies
 * it hands frames on as they are. It knows the log as the relay confirmed it, as a hostile relay would.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { rollingHash, ZERO32 } from '../../../sync-server/protocol/codec.ts';
import { hex } from '../../../sync-server/protocol/bytes.ts';
import {
	RELAY_PATH,
	encodeClientFrame,
	encodeServerFrame,
	isWireError,
	parseClientFrame,
	parseServerFrame,
	type ClientFrame,
	type ServerFrame
} from '../../../sync-server/protocol/wire.ts';
import { blake2b } from '#lib/crypto/derive.ts';

/** One device's connection, seen from the middle. */
export interface Line {
	/** Known once it has said who it is. */
	device: string | undefined;
	toDevice(frame: ServerFrame | Uint8Array): void;
	toRelay(frame: ClientFrame): void;
	cut(code?: number): void;
}

/** What it does to one device's frames. What it answers with is sent on instead; nothing: the frame goes on as it is. */
export interface Lie {
	fromRelay?(frame: ServerFrame, line: Line): ServerFrame[] | void;
	fromDevice?(frame: ClientFrame, line: Line): ClientFrame[] | void;
}

const UNASKED = 0xffff_fff0;

export class Liar {
	/** The log as the relay confirmed it. */
	readonly log: Uint8Array[] = [];
	/** By the device's name. */
	readonly lies = new Map<string, Lie>();
	/** Told to each device alike. */
	lieToAll: Lie | undefined;
	/** Names of devices by their public key. */
	readonly names = new Map<string, string>();
	readonly #server: Server;
	readonly #sockets: WebSocketServer;
	readonly #lines = new Set<Line>();
	/** Lines on which the relay will acknowledge what the device has not sent. */
	readonly #unasked = new Map<Line, Uint8Array>();
	/** The relay behind; a device may be sent to another one. */
	relay: (device: string | undefined) => string;

	private constructor(server: Server, sockets: WebSocketServer, relay: string) {
		this.#server = server;
		this.#sockets = sockets;
		this.relay = () => relay;
		sockets.on('connection', (socket) => this.#accept(socket));
	}

	/** @param relay `ws://…`, without a path */
	static async start(relay: string): Promise<Liar> {
		const server = createServer();
		const sockets = new WebSocketServer({ server, path: RELAY_PATH, perMessageDeflate: false });
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new Liar(server, sockets, relay);
	}

	get host(): string {
		return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	/** Rolling hash after the first n entries. */
	rAt(n: number): Uint8Array {
		return this.log.slice(0, n).reduce<Uint8Array>((R, entry, at) => rollingHash(blake2b, R, at, entry), ZERO32);
	}

	lieOf(device: string | undefined): Lie | undefined {
		return (device === undefined ? undefined : this.lies.get(device)) ?? this.lieToAll;
	}

	lines(device: string): Line[] {
		return [...this.#lines].filter((line) => line.device === device);
	}

	/** Sends an entry to the relay as this device, which does not know; the relay checks that it is the device's. */
	append(device: string, entry: Uint8Array): void {
		const line = this.lines(device)[0]!;
		this.#unasked.set(line, entry);
		line.toRelay({ type: 'append', ref: UNASKED, entries: [entry] });
	}

	/** As a network that fails. */
	cut(device?: string): void {
		for (const line of [...this.#lines]) if (device === undefined || line.device === device) line.cut(1012);
	}

	async end(): Promise<void> {
		this.cut();
		for (const socket of this.#sockets.clients) socket.terminate();
		this.#sockets.close();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	#accept(device: WebSocket): void {
		// The device signs what it dialled: a relay that lies would be asked under its own name too.
		const relay = new WebSocket(this.relay(undefined) + RELAY_PATH, { headers: { host: this.host }, perMessageDeflate: false });
		const early: Uint8Array[] = [];
		const send = (socket: WebSocket, bytes: Uint8Array) => {
			if (socket === relay && relay.readyState === WebSocket.CONNECTING) early.push(bytes);
			else if (socket.readyState === WebSocket.OPEN) socket.send(bytes);
		};
		const line: Line = {
			device: undefined,
			toDevice: (frame) => send(device, frame instanceof Uint8Array ? frame : encodeServerFrame(frame)),
			toRelay: (frame) => send(relay, encodeClientFrame(frame)),
			cut(code = 1000) {
				if (device.readyState === WebSocket.OPEN) device.close(code);
				relay.terminate();
			}
		};
		this.#lines.add(line);
		const sent = new Map<number, readonly Uint8Array[]>();
		relay.on('open', () => {
			for (const bytes of early.splice(0)) relay.send(bytes);
		});
		device.on('message', (data: Buffer) => {
			const frame = parseClientFrame(copy(data));
			if (isWireError(frame)) return line.cut();
			if (frame.type === 'auth') line.device = this.names.get(hex(frame.devicePk));
			for (const each of this.lieOf(line.device)?.fromDevice?.(frame, line) ?? [frame]) {
				this.#note(each, sent);
				line.toRelay(each);
			}
		});
		relay.on('message', (data: Buffer) => {
			const frame = parseServerFrame(copy(data));
			if (isWireError(frame)) return line.cut();
			if (frame.type === 'ack' && frame.ref === UNASKED) {
				// To the device it is what somebody else wrote with its keys.
				const entry = this.#unasked.get(line)!;
				this.log[frame.n - 1] = entry;
				line.toDevice({ type: 'event', from: frame.n - 1, R: frame.R, entries: [entry] });
				return;
			}
			this.#confirm(frame, sent);
			for (const each of this.lieOf(line.device)?.fromRelay?.(frame, line) ?? [frame]) line.toDevice(each);
		});
		const gone = () => {
			this.#lines.delete(line);
			relay.terminate();
			if (device.readyState === WebSocket.OPEN) device.close(1012);
		};
		relay.on('close', (code: number) => {
			if (code >= 4000 && device.readyState === WebSocket.OPEN) device.close(code);
			gone();
		});
		device.on('close', gone);
		for (const socket of [relay, device]) socket.on('error', gone);
	}

	#note(frame: ClientFrame, sent: Map<number, readonly Uint8Array[]>): void {
		if (frame.type === 'append' || frame.type === 'restore') sent.set(frame.ref, frame.entries);
		if (frame.type === 'create') this.log[0] ??= frame.genesis;
	}

	#confirm(frame: ServerFrame, sent: Map<number, readonly Uint8Array[]>): void {
		if (frame.type === 'nack') sent.delete(frame.ref);
		if (frame.type === 'event' || frame.type === 'entries') frame.entries.forEach((entry, i) => (this.log[frame.from + i] = entry));
		if (frame.type !== 'ack') return;
		const run: Uint8Array[] = [];
		for (const [ref, entries] of sent) {
			run.push(...entries);
			sent.delete(ref);
			if (ref === frame.ref) break;
		}
		run.slice(-frame.entries).forEach((entry, i) => (this.log[frame.n - frame.entries + i] = entry));
	}
}

/** Parsed frames are views of their message, and messages are views of a pool. */
function copy(data: Buffer): Uint8Array {
	return new Uint8Array(data);
}
