/**
 * One writer at a time among this device's tabs: whoever reads the head and writes what follows from it does so inside this lock.
 * Without Web Locks (Node, in tests) a queue in the process takes their place.
 *
 * Taking the lock inside the work that holds it would wait for itself for ever, so it throws. A browser can see that only up to the work's
 * first await; Node sees it everywhere, which is where the scenarios run.
 */
import type { AsyncLocalStorage } from 'node:async_hooks';
import { StoreError } from './store.ts';

const WRITE_LOCK = 'wb1-write';

/** `name` parts the devices that a test keeps in one process; the app has one device and leaves it out. */
export function withWriteLock<T>(work: () => Promise<T>, name: string = WRITE_LOCK): Promise<T> {
	const held = holding();
	if (held.has(name)) throw new Error('the write lock is already held here');
	return exclusively(name, () => inside(new Set([...held, name]), work));
}

/** For work that is told of something by who holds the lock, and goes on by itself: it may take the lock in its turn. */
export function withoutLock(work: () => void): void {
	if (scope) return scope.run(new Set(), work);
	const before = synchronous;
	synchronous = new Set();
	try {
		work();
	} finally {
		synchronous = before;
	}
}

function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
	const locks = globalThis.navigator?.locks;
	if (locks) return locks.request(name, work) as Promise<T>;
	if ('indexedDB' in globalThis) return Promise.reject(new StoreError('unavailable'));
	const turn = (queues.get(name) ?? Promise.resolve()).then(work);
	queues.set(
		name,
		turn.catch(() => undefined)
	);
	return turn;
}

const queues = new Map<string, Promise<unknown>>();

const scope: AsyncLocalStorage<ReadonlySet<string>> | undefined = asyncScope();
let synchronous: ReadonlySet<string> = new Set();

function holding(): ReadonlySet<string> {
	return scope?.getStore() ?? synchronous;
}

function inside<T>(held: ReadonlySet<string>, work: () => Promise<T>): Promise<T> {
	if (scope) return scope.run(held, work);
	const before = synchronous;
	synchronous = held;
	try {
		return work();
	} finally {
		synchronous = before;
	}
}

function asyncScope() {
	const hooks = globalThis.process?.getBuiltinModule?.('node:async_hooks');
	return hooks && new hooks.AsyncLocalStorage<ReadonlySet<string>>();
}
