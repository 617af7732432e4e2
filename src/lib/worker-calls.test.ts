import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expose } from 'comlink';
import { expect, test } from 'vitest';
import type { WorkerApi } from './worker-api.ts';
import { connect, LASTING } from './worker-calls.ts';

type Told = (fraction: number) => unknown;

/** A worker's side that tells what it was given to tell, also when its answer is long given. */
function twoSides() {
	const { port1, port2 } = new MessageChannel();
	const given: Told[] = [];
	const work = (watch: Told) => {
		given.push(watch);
		return watch(0.5);
	};
	expose({ report: work, subscribe: work, fails: (watch: Told) => Promise.reject(new Error(String(given.push(watch)))) }, port1);
	const api = connect(port2) as unknown as Record<'report' | 'subscribe' | 'fails', (watch: Told) => Promise<unknown>> & WorkerApi;
	return { api, late: (fraction: number) => given.at(-1)!(fraction), end: () => [port1, port2].forEach((port) => port.close()) };
}

test('what is told after the answer is not heard, or a bar would stand there for good', async () => {
	const { api, late, end } = twoSides();
	const heard: number[] = [];
	expect(await api.report((fraction) => heard.push(fraction))).toBe(1);
	expect(await late(0.9)).toBeUndefined();
	await expect(api.fails((fraction) => heard.push(fraction))).rejects.toThrow();
	await late(0.9);
	expect(heard).toEqual([0.5]);
	end();
});

test('what is asked to be told from now on goes on', async () => {
	const { api, late, end } = twoSides();
	const heard: number[] = [];
	await api.subscribe((fraction) => heard.push(fraction));
	await late(0.9);
	expect(heard).toEqual([0.5, 0.9]);
	end();
});

test('every call of the interface that begins something lasting is known as one', () => {
	const folder = fileURLToPath(new URL('.', import.meta.url));
	const files = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => /(^|[\\/-])api\.ts$/.test(name));
	const begun = files.flatMap((name) =>
		// A listener, a watcher, or who hears.
		[...readFileSync(join(folder, name), 'utf8').matchAll(/^\t(\w+)(?:<[^>]*>)?\([^;]*?\b(listener|watcher|hear|watch): \(/gm)]
			.filter(([, method, given]) => given !== 'watch' || method!.startsWith('watch'))
			.map(([, method]) => method)
	);
	expect(begun.sort()).toEqual([...LASTING].sort());
});
