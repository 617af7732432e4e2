import { proxy, wrap, type Endpoint } from 'comlink';
import type { WorkerApi } from './worker-api.ts';

/** Calls that only begin something: what is handed to them is called long after the answer. */
export const LASTING: readonly (keyof WorkerApi)[] = ['subscribe', 'watchSync', 'watchJoinings', 'openLive', 'openReading'];

/**
 * The worker's answers to the page's calls. Functions cross only as proxies; callers need not know. They have a channel of their own, so the last
 * progress can arrive after the answer: it is dropped, or a bar that was taken away would stand there again for good.
 */
export function connect(worker: Endpoint): WorkerApi {
	const remote = wrap<WorkerApi>(worker) as unknown as WorkerApi;
	return new Proxy(remote, {
		get(target, name) {
			const call = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
			// Whoever awaits the whole asks for `then`.
			if (name === 'then') return call;
			return (...args: unknown[]) => {
				let isAnswered = false;
				const isLasting = LASTING.includes(name as keyof WorkerApi);
				const during = (given: Given) => (isLasting ? given : (...told: unknown[]) => (isAnswered ? undefined : given(...told)));
				const answer = call(...args.map((arg) => (typeof arg === 'function' ? proxy(during(arg as Given)) : arg)));
				void answer.then(
					() => (isAnswered = true),
					() => (isAnswered = true)
				);
				return answer;
			};
		}
	});
}

type Given = (...told: unknown[]) => unknown;
