import { catalogue } from '../ui/i18n.svelte.ts';
import type { FieldProblem } from './field-rules.ts';
import { problems } from './messages/problems.en.ts';

const t = catalogue(problems);

/** What the field says about its problem; undefined when there is none. */
export function problemText(problem: FieldProblem | undefined): string | undefined {
	return problem && t(problem.message, problem.args);
}
