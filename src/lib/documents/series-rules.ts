/** What is wrong with a series of numbers, field by field. */
import { patternProblems, type PatternProblem } from './numbering.ts';
import type { Series } from './series.ts';

export interface SeriesProblem {
	level: 'error';
	message: PatternProblem | 'name-missing' | 'name-too-long' | 'start-range';
}

const LONGEST_NAME = 100;
const HIGHEST_START = 999_999_999;

export function validateSeries(series: Series): Record<string, SeriesProblem> {
	const problems: Record<string, SeriesProblem> = {};
	const add = (field: keyof Series, message: SeriesProblem['message']) => (problems[field] ??= { level: 'error', message });
	if (series.name.trim() === '') add('name', 'name-missing');
	if ([...series.name].length > LONGEST_NAME) add('name', 'name-too-long');
	for (const message of patternProblems(series.pattern, series.yearly)) add('pattern', message);
	if (!Number.isInteger(series.start) || series.start < 1 || series.start > HIGHEST_START) add('start', 'start-range');
	return problems;
}
