/** What is wrong with a series of numbers, field by field. */
import { patternProblems, patternsCollide, type PatternProblem } from './numbering.ts';
import type { Series } from './series.ts';

export interface SeriesProblem {
	level: 'error';
	message: PatternProblem | 'name-missing' | 'name-too-long' | 'start-range' | 'code-missing' | 'code-characters' | 'collides';
	args?: Record<string, string>;
}

const LONGEST_NAME = 100;
const HIGHEST_START = 999_999_999;

/** @param others the other series of the workspace, whose numbers it must not meet */
export function validateSeries(
	series: Series,
	others: readonly Pick<Series, 'name' | 'pattern' | 'code'>[] = []
): Record<string, SeriesProblem> {
	const problems: Record<string, SeriesProblem> = {};
	const add = (field: keyof Series, message: SeriesProblem['message'], args?: Record<string, string>) =>
		(problems[field] ??= { level: 'error', message, ...(args && { args }) });
	if (series.name.trim() === '') add('name', 'name-missing');
	if ([...series.name].length > LONGEST_NAME) add('name', 'name-too-long');
	for (const message of patternProblems(series.pattern, series)) add('pattern', message);
	if (series.pattern.includes('{SERIES}') && !series.code) add('code', 'code-missing');
	if (series.code && !/^[\p{L}\p{N}]{1,12}$/u.test(series.code)) add('code', 'code-characters');
	if (!problems.pattern && !problems.code) {
		const met = others.find((other) => patternsCollide(withCode(series), withCode(other)));
		if (met) add('pattern', 'collides', { name: met.name, pattern: met.pattern });
	}
	if (!Number.isInteger(series.start) || series.start < 1 || series.start > HIGHEST_START) add('start', 'start-range');
	return problems;
}

function withCode({ pattern, code }: Pick<Series, 'pattern' | 'code'>): string {
	return code ? pattern.replaceAll('{SERIES}', code) : pattern;
}
