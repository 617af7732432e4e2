/** A finding in words: what is wrong, with which term, and on which line. */
import type { Finding } from './finding.ts';
import { MOST_PLACES } from './rule.ts';
import { t, termName } from './words.ts';

export function findingText({ term, path, problem, args }: Finding): string {
	const text = t(problem, { ...args, name: termName(term), path });
	const [, line] = /^lines\.(\d+)/.exec(path) ?? [];
	if (line !== undefined) return t('onLine', { line: Number(line) + 1, text });
	const isOfFile = term === 'XML' && problem !== 'empty' && problem !== 'unknown-element';
	return isOfFile ? t('inFile', { text, path }) : text;
}

/** Findings that say the same of the same place are one: the rules of the sources overlap. */
export interface Told {
	text: string;
	severity: Finding['severity'];
	rules: string[];
	term: string;
	path: string;
}

export function toldOnce(findings: readonly Finding[]): Told[] {
	const told = new Map<string, Told>();
	for (const finding of findings) {
		const text = findingText(finding);
		const key = `${finding.severity} ${text}`;
		const same = told.get(key);
		if (!same) told.set(key, { text, severity: finding.severity, rules: [finding.rule], term: finding.term, path: finding.path });
		else if (!same.rules.includes(finding.rule)) same.rules.push(finding.rule);
	}
	return [...told.values()];
}

/** A rule with as many findings as are kept of one may be broken in more places. */
export function mayBeMore(findings: readonly Finding[]): boolean {
	const counts = new Map<string, number>();
	for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
	return [...counts.values()].some((count) => count >= MOST_PLACES);
}
