/**
 * The framework names every page of the app in its first script, and with each page all its styles: a start would load, and read, a list that
 * grows with every page and of which it needs one. Here the list is cut: what the start page needs stays, all else moves to a second list that
 * is loaded when a page of it is first opened. Addresses, prerendered files and the types of routes know nothing of it.
 */
import { posix } from 'node:path';

const LIST = /\/generated\/client-optimized\/app\.js$/;
const SECOND = 'later-pages.js';
const NODE = /\(\) => import\((['"])\.\/nodes\/(\d+)\1\)/g;
/** The page at the root, in the list of addresses. */
const START = /"\/": \[~?(\d+)/;
/** The layout around everything, and the page of errors: the framework asks for both at every start. */
const ALWAYS = ['0', '1'];

/**
 * The first list, cut, and the numbers of what it no longer holds; undefined where it is not written as expected.
 * @param {string} code
 * @returns {{ first: string, later: string[] } | undefined}
 */
export function cutList(code) {
	const start = START.exec(code)?.[1];
	const later = [...code.matchAll(NODE)]
		.map(([, , number = '']) => number)
		.filter((number) => number !== start && !ALWAYS.includes(number));
	if (start === undefined || later.length === 0) return undefined;
	const first = code.replace(NODE, (kept, _quote, number) => (later.includes(number) ? `() => later(${number})` : kept));
	const ask = `const later = (number) => import('./${SECOND}').then(({ nodes }) => nodes[number]());\n`;
	return { first: ask + first, later };
}

/** The second list. @param {readonly string[]} later */
export function secondList(later) {
	return `export const nodes = {\n${later.map((number) => `\t${number}: () => import('./nodes/${number}')`).join(',\n')}\n};\n`;
}

/** @returns {import('vite').Plugin} */
export function laterPages() {
	/** @type {string[]} */
	let later = [];
	return {
		name: 'waxbill:later-pages',
		apply: 'build',
		enforce: 'pre',
		transform(code, id) {
			if (!LIST.test(id)) return undefined;
			const cut = cutList(code);
			if (!cut) this.error('The framework writes its list of pages in another way: see .config/later-pages.js');
			later = cut.later;
			return { code: cut.first, map: null };
		},
		// Only a name: it lies beside the first list, so that both find the pages by the same paths.
		resolveId: (source, importer) =>
			source === `./${SECOND}` && importer && LIST.test(importer) ? posix.join(posix.dirname(importer), SECOND) : undefined,
		load: (id) => (id.endsWith(`/generated/client-optimized/${SECOND}`) ? secondList(later) : undefined)
	};
}
