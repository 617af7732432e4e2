/** Checks proofs in a thread of its own: thousands of signatures take a while. It has no keys, no books and asks nobody. */
import { ready } from '../crypto/sodium.ts';
import { checkProof, comparesTo, type Checked } from './check-proof.ts';
import type { Reply } from '../ui/asked-thread.ts';
import type { Comparison, Question } from './checking.ts';
import { holdJson } from './hold.ts';

let open: Checked | undefined;

async function answer(question: Question): Promise<unknown> {
	await ready();
	switch (question.kind) {
		case 'check':
			open = checkProof(new Uint8Array(await question.ask.arrayBuffer()));
			return open.answer;
		case 'earlier': {
			const earlier = checkProof(new Uint8Array(await question.ask.arrayBuffer()));
			return (open && earlier.answer.ok ? comparesTo(open, earlier) : 'file') satisfies Comparison;
		}
		case 'json':
			return holdJson(await question.ask.text(), open?.answer.ok ? open.answer.report.documents : []);
		case 'code': {
			const { checkShown } = await import('./code/check-shown.ts');
			return checkShown(question.ask.from, question.ask.today);
		}
		case 'document':
			return open?.documents.get(question.ask);
	}
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
	void answer(data)
		.then((found): Reply => ({ id: data.id, answer: found }))
		.catch((): Reply => ({ id: data.id, failed: true }))
		.then((reply) => postMessage(reply));
});
