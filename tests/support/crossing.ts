/**
 * What goes between a page and its worker, and between tabs. Both are watched where scripts in the page could watch them too: by wrapping
 * what the browser offers before the app's first line runs.
 */
import type { BrowserContext, Page } from '@playwright/test';
import type { Piece } from './canary/origin.ts';

/** Call before the page opens the app. */
export async function watchWorker(page: Page): Promise<() => Promise<Piece[]>> {
	await page.addInitScript(() => {
		const parts: string[] = [];
		Object.assign(globalThis, { crossed: parts });
		const note = (where: string, value: unknown, seen = new Set<unknown>()): void => {
			if (typeof value === 'string') return void parts.push(`${where}:${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}`);
			if (typeof value !== 'object' || value === null || seen.has(value)) return;
			seen.add(value);
			if (value instanceof ArrayBuffer) return note(where, new Uint8Array(value), seen);
			if (ArrayBuffer.isView(value)) {
				const bytes = new Uint8Array(value.buffer);
				return void parts.push(`${where}:${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`);
			}
			for (const part of Object.values(value)) note(where, part, seen);
		};
		const post = Worker.prototype.postMessage as (...args: unknown[]) => void;
		Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) {
			note('to worker', args[0]);
			post.apply(this, args);
		};
		const listen = Worker.prototype.addEventListener as (...args: unknown[]) => void;
		EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: unknown[]) {
			const [type, listener] = args;
			if (type === 'message' && typeof listener === 'function' && (this instanceof Worker || this instanceof MessagePort))
				listen.call(this, 'message', ({ data }: MessageEvent) => note('from worker', data));
			listen.apply(this, args);
		};
	});
	return async () => {
		const parts = await page.evaluate(() => (globalThis as unknown as { crossed: string[] }).crossed);
		return parts.map((part) => {
			const [where = '', base64 = ''] = part.split(':');
			return { where, bytes: Buffer.from(base64, 'base64') };
		});
	};
}

/** What tabs and workers of the context say to all others of their origin, by channel. Call before they open. */
export async function watchChannels(context: BrowserContext): Promise<() => Promise<Piece[]>> {
	const patch = () => {
		const said: { where: string; bytes: number[] }[] = [];
		Object.assign(globalThis, { said });
		const post = BroadcastChannel.prototype.postMessage as (message: unknown) => void;
		BroadcastChannel.prototype.postMessage = function (this: BroadcastChannel, message: unknown) {
			const bytes = ArrayBuffer.isView(message) ? new Uint8Array(message.buffer) : new TextEncoder().encode(JSON.stringify(message));
			said.push({ where: `channel ${this.name}`, bytes: [...bytes] });
			post.call(this, message);
		};
	};
	await context.addInitScript(patch);
	const patched: Promise<unknown>[] = [];
	context.on('page', (page) => page.on('worker', (worker) => patched.push(worker.evaluate(patch).catch(() => undefined))));
	return async () => {
		await Promise.all(patched);
		const read = () => (globalThis as unknown as { said?: { where: string; bytes: number[] }[] }).said ?? [];
		const ofPages = context.pages().map((page) => page.evaluate(read));
		const ofWorkers = context.pages().flatMap((page) => page.workers().map((worker) => worker.evaluate(read)));
		const heard = await Promise.all([...ofPages, ...ofWorkers]);
		return heard.flat().map(({ where, bytes }) => ({ where, bytes: Buffer.from(bytes) }));
	};
}
