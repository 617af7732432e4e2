import { afterEach, expect, it } from 'vitest';
import { servesChecking } from './check-apart.ts';

interface Scope {
	name?: string | undefined;
	onmessage?: ((message: { data: { id: number; packed: Uint8Array } }) => Promise<void>) | undefined;
	postMessage?: ((answer: { id: number; answers: Uint8Array }) => void) | undefined;
}
const scope = globalThis as unknown as Scope;
afterEach(() => Object.assign(scope, { name: undefined, onmessage: undefined, postMessage: undefined }));

it('a worker that cannot load what it checks with answers all the same, and claims nothing', async () => {
	const answers: { id: number; answers: Uint8Array }[] = [];
	scope.name = 'check';
	scope.postMessage = (answer) => void answers.push(answer);
	expect(servesChecking(() => Promise.reject(new Error('no memory')))).toBe(true);
	await scope.onmessage!({ data: { id: 7, packed: new Uint8Array(200) } });
	expect(answers).toEqual([{ id: 7, answers: new Uint8Array(0) }]);
});
