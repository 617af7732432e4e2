/**
 * Checks signatures beside the worker that asks, in one that runs the same file under another name, so nothing more is loaded. It is started by the
 * first question and ends when none was asked for a while.
 */
import { ready } from '../crypto/sodium.ts';
import { sameOriginScript } from '../trusted-url.ts';
import type { SignatureChecker } from '../workspace/known-signatures.ts';

const NAME = 'check';
/** Milliseconds without a question. */
const IDLE = 10_000;

interface Question {
	id: number;
	packed: Uint8Array<ArrayBuffer>;
}
interface Answer {
	id: number;
	answers: Uint8Array<ArrayBuffer>;
}
interface Waiting {
	resolve(answers: Uint8Array): void;
	reject(error: Error): void;
}

/**
 * Undefined where a browser knows no workers of workers.
 * @param url the worker that asks
 */
export function checkApart(url = globalThis.location?.href): SignatureChecker | undefined {
	if (typeof Worker === 'undefined' || url === undefined) return undefined;
	const waiting = new Map<number, Waiting>();
	let thread: Worker | undefined;
	let questions = 0;
	let idle: ReturnType<typeof setTimeout> | undefined;

	function end(): void {
		thread?.terminate();
		thread = undefined;
		for (const { reject } of waiting.values()) reject(new Error('the checking worker has ended'));
		waiting.clear();
	}

	function start(): Worker {
		const started = new Worker(sameOriginScript(url), { type: 'module', name: NAME });
		started.onmessage = ({ data: { id, answers } }: MessageEvent<Answer>) => {
			waiting.get(id)?.resolve(answers);
			waiting.delete(id);
			if (waiting.size === 0) idle = setTimeout(end, IDLE);
		};
		started.onerror = end;
		return started;
	}

	return {
		check(packed) {
			clearTimeout(idle);
			thread ??= start();
			const id = ++questions;
			thread.postMessage({ id, packed } satisfies Question, [packed.buffer]);
			return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
		}
	};
}

const loadTools = () => Promise.all([import('../workspace/known-signatures.ts'), ready()] as const);

/** True in the worker that only checks. Where it cannot, it says so by answering nothing: then whoever asked checks for itself. */
export function servesChecking(load = loadTools): boolean {
	const scope = globalThis as unknown as {
		name?: string;
		postMessage(message: Answer, transfer: Transferable[]): void;
		onmessage: unknown;
	};
	if (scope.name !== NAME) return false;
	const tools = load().catch(() => undefined);
	scope.onmessage = async ({ data: { id, packed } }: MessageEvent<Question>) => {
		const [known] = (await tools) ?? [];
		const answers = known?.checkPacked(packed) ?? new Uint8Array(0);
		scope.postMessage({ id, answers }, [answers.buffer]);
	};
	return true;
}
