/** Rules that are asked of every element of a file. */
import type { XmlElement } from '../xml/element.ts';
import type { Hit, Rule, RuleOptions, Scope } from './rule.ts';

export interface At {
	element: XmlElement;
	path: string;
	parent?: XmlElement;
}

/** Every element with its path of names. */
function allOf(root: XmlElement): At[] {
	const found: At[] = [];
	const look = (element: XmlElement, path: string, parent?: XmlElement) => {
		found.push({ element, path, ...(parent && { parent }) });
		for (const child of element.children) look(child, `${path}/${child.name}`, element);
	};
	look(root, root.name);
	return found;
}

/** One walk serves all rules of a check. */
const walked = new WeakMap<XmlElement, At[]>();
export function elementsOf({ root }: Scope): readonly At[] {
	if (!root) return [];
	if (!walked.has(root)) walked.set(root, allOf(root));
	return walked.get(root)!;
}

export const isOf = (scope: Scope, ...profiles: Scope['profile'][]) => profiles.includes(scope.profile);

export function everywhere(
	id: Rule['id'],
	term: string,
	problem: Rule['problem'],
	isBroken: (at: At, scope: Scope) => boolean,
	{ args, ...options }: RuleOptions & { args?: Hit['args'] } = {}
): Rule {
	return {
		id,
		term,
		problem,
		...options,
		hits: (scope) =>
			elementsOf(scope)
				.filter((at) => isBroken(at, scope))
				.map(({ path, element }) => ({ path, args: { value: element.text, ...args } }))
	};
}

export const isAmount = (name: string) => name.endsWith('Amount');
export const localName = (name: string) => name.slice(name.indexOf(':') + 1);
