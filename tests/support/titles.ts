/** The names of the tests a file declares, read from its syntax: nothing is run. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

const TESTS = new Set(['test', 'it']);
const GROUPS = new Set(['describe', 'test.describe', 'test.describe.serial']);

/** 'group › test' for each test with a literal title. Skipped tests are none. */
export function testTitles(file: string): string[] {
	const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
	const titles: string[] = [];
	const walk = (node: ts.Node, groups: string[]): void => {
		const title = ts.isCallExpression(node) ? literal(node.arguments[0]) : undefined;
		const called = ts.isCallExpression(node) ? node.expression.getText(source) : '';
		if (title !== undefined && TESTS.has(called)) titles.push([...groups, title].join(' › '));
		const inside = title !== undefined && GROUPS.has(called) ? [...groups, title] : groups;
		ts.forEachChild(node, (child) => walk(child, inside));
	};
	walk(source, []);
	return titles;
}

function literal(node: ts.Node | undefined): string | undefined {
	return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}
