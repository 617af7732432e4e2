/**
 * The relay beside a plain `ws` server that stores nothing, and beside servers of Yjs documents: entries that are durable, acknowledged and
 * delivered, a second; memory of connections that are idle. Server and clients are processes of their own, both on this machine.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { root } from '../support/run.mjs';
import { median, rowOf, takePairs, type Benchmark, type Options, type Row } from './measure.ts';
import type { Load } from './relay/load.ts';
import type { Kind } from './relay/server.ts';

const CONNECTIONS = 5000;

class Program {
	readonly #child: ChildProcess;
	readonly #lines: Interface;
	readonly #unread: string[] = [];
	#wanted: (() => void) | undefined;

	constructor(file: string, ...args: (string | number)[]) {
		const script = join(root, 'tests/bench/relay', file);
		this.#child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', script, ...args.map(String)], {
			cwd: root,
			stdio: ['pipe', 'pipe', 'inherit']
		});
		this.#lines = createInterface(this.#child.stdout!);
		this.#lines.on('line', (line) => {
			this.#unread.push(line);
			this.#wanted?.();
		});
		this.#child.on('exit', (code) => {
			if (code) console.error(`${file} ${args.join(' ')} ended with ${code}`);
			this.#wanted?.();
		});
	}

	async line(): Promise<string> {
		if (this.#unread.length === 0 && this.#child.exitCode === null) await new Promise<void>((resolve) => (this.#wanted = resolve));
		const line = this.#unread.shift();
		if (line === undefined) throw new Error('a program of the benchmark ended early');
		return line;
	}

	async memory(): Promise<NodeJS.MemoryUsage> {
		this.#child.stdin!.write('\n');
		return JSON.parse(await this.line()) as NodeJS.MemoryUsage;
	}

	async end(): Promise<void> {
		this.#child.stdin!.end();
		if (this.#child.exitCode === null) await once(this.#child, 'exit');
	}
}

/** Messages of each of 100 clients: enough that starting does not count. */
const messagesFor = (window: number, { quick }: Options) => (window === 1 ? 300 : 1500) * (quick ? 1 : 3);

async function load(kind: Kind, window: number, options: Options, { operations = 1, share = 1 } = {}): Promise<Load> {
	const server = new Program('server.ts', kind);
	const url = await server.line();
	const clients = new Program('load.ts', kind, url, window, Math.ceil(messagesFor(window, options) * share), operations);
	const measured = JSON.parse(await clients.line()) as Load;
	await clients.end();
	await server.end();
	return measured;
}

const pairsOf = ({ quick }: Options) => (quick ? 2 : 5);
const shown = ({ p50, p99 }: { p50: number; p99: number }) => `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;

async function durable(window: number, options: Options): Promise<Row[]> {
	const rows: Row[] = [];
	const unit = 'entries/s';
	for (const [kind, suffix] of [
		['waxbill', ''],
		['waxbill-2ms', '/2ms']
	] as const) {
		const loads: Load[] = [];
		const subject = async () => {
			loads.push(await load(kind, window, options));
			return loads.at(-1)!.perSecond;
		};
		const pairs = await takePairs(pairsOf(options), subject, async () => (await load('plain', window, options)).perSecond);
		const note = shown({ p50: median(loads.map(({ p50 }) => p50)), p99: median(loads.map(({ p99 }) => p99)) });
		rows.push(
			rowOf(pairs, { name: `relay.durable@${window}${suffix}`, unit, reference: 'plain ws broadcast', note, bytes: loads[0]!.bytes })
		);
	}
	if (window !== 16) return rows;
	// A check takes 0.13 ms: a tenth of the messages is enough.
	const verified = await load('waxbill-verified', window, options, { share: 0.1 });
	const batched = await load('waxbill', window, options, { operations: 32, share: 0.2 });
	rows[0]!.note += `; ${Math.round(verified.perSecond)}/s with every signature verified; ${Math.round(batched.perSecond * 32)} operations/s at 32 an entry`;
	return rows;
}

async function besidePeer(peer: 'y-websocket' | 'hocuspocus', options: Options): Promise<Row[]> {
	const share = { share: 0.25 };
	const pairs = await takePairs(
		pairsOf(options),
		async () => (await load('waxbill', 16, options)).perSecond,
		async () => (await load(peer, 16, options, share)).perSecond
	);
	return [rowOf(pairs, { name: `relay.durable@16/${peer}`, unit: 'entries/s', reference: `${peer}'s server, in memory` })];
}

/** In kilobytes a connection: what the process has, and what of it is in use once garbage is gone. */
async function idleMemory(kind: 'waxbill' | 'plain'): Promise<{ process: number; inUse: number }> {
	const server = new Program('server.ts', kind);
	const url = await server.line();
	const before = await server.memory();
	const clients = new Program('idle.ts', kind, url, CONNECTIONS);
	await clients.line();
	const after = await server.memory();
	await clients.end();
	await server.end();
	const grown = (of: (memory: NodeJS.MemoryUsage) => number) => (of(after) - of(before)) / CONNECTIONS / 1000;
	return { process: grown(({ rss }) => rss), inUse: grown(({ heapUsed, external }) => heapUsed + external) };
}

async function idle(options: Options): Promise<Row[]> {
	const inUse = { waxbill: [] as number[], plain: [] as number[] };
	const side = (kind: 'waxbill' | 'plain') => async () => {
		const memory = await idleMemory(kind);
		inUse[kind].push(memory.inUse);
		return memory.process;
	};
	const pairs = await takePairs(options.quick ? 1 : 5, side('waxbill'), side('plain'));
	const [own, plain] = [median(inUse.waxbill), median(inUse.plain)];
	const note = `in use ${own.toFixed(1)} beside ${plain.toFixed(1)} kB, ${(own / plain).toFixed(2)} times`;
	return [rowOf(pairs, { name: 'relay.idle', unit: 'kB', reference: `plain ws, ${CONNECTIONS} connections`, note })];
}

export const benchmarks: Benchmark[] = [
	...[1, 16, 64].map((window) => ({ name: `relay.durable@${window}`, run: (options: Options) => durable(window, options) })),
	{ name: 'relay.durable.y-websocket', run: (options) => besidePeer('y-websocket', options) },
	{ name: 'relay.durable.hocuspocus', run: (options) => besidePeer('hocuspocus', options) },
	{ name: 'relay.idle', run: idle }
];
