/**
 * The open page's own handle on its worker, for tests that fill or compare more than is worth typing. It is found where the app keeps it: in
 * the modules the page has loaded. Nothing is added to the page, so nothing is there that a person's page does not have.
 */
import type { Page } from '@playwright/test';
import type { Result, WorkerApi } from '../../src/lib/worker-api.ts';

type Command = {
	[N in keyof WorkerApi]: WorkerApi[N] extends (...args: never[]) => Promise<Result<unknown>> ? N : never;
}[keyof WorkerApi];
type Value<N extends Command> =
	Awaited<ReturnType<WorkerApi[N]>> extends infer R ? (R extends { ok: true; value: infer T } ? T : never) : never;

/** Asks the worker of a page, or one without a page, and throws what it answers with an error. */
export type Asks = <N extends Command>(name: N, ...args: unknown[]) => Promise<Value<N>>;

/** What the worker answers to a command of the open workspace. */
export async function ask<N extends Command>(page: Page, name: N, ...args: unknown[]): Promise<Awaited<ReturnType<WorkerApi[N]>>> {
	return (await page.evaluate(callInPage, { name, args })) as Awaited<ReturnType<WorkerApi[N]>>;
}

/** The value; throws where the worker answers with an error. */
export async function must<N extends Command>(page: Page, name: N, ...args: unknown[]): Promise<Value<N>> {
	const result = (await ask(page, name, ...args)) as Result<unknown>;
	if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
	return result.value as Value<N>;
}

/** Saves a record under a new id, and answers the id. */
export async function saveNew(page: Page, type: string, value: unknown): Promise<string> {
	return saveNewBy((name, ...args) => must(page, name, ...args), type, value);
}

export async function saveNewBy(asks: Asks, type: string, value: unknown): Promise<string> {
	const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
	await asks('save', type, id, value);
	return id;
}

/** Runs in the page, so it stands alone. */
async function callInPage({ name, args }: { name: string; args: unknown[] }): Promise<unknown> {
	type Session = { lockedBy?: string; books?: { api: Record<string, (...args: unknown[]) => Promise<unknown>> } };
	const loaded = performance.getEntriesByType('resource').map((entry) => entry.name);
	for (const url of loaded.filter((each) => each.includes('/_app/immutable/') && each.endsWith('.js') && !each.includes('/workers/'))) {
		const module = (await import(url)) as Record<string, unknown>;
		for (const value of Object.values(module)) {
			if (typeof value !== 'object' || value === null || !('lockedBy' in value) || !('books' in value)) continue;
			const { books } = value as Session;
			if (!books) throw new Error('nothing is open');
			return books.api[name]!(...args);
		}
	}
	throw new Error('the session was not found');
}
