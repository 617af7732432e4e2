/**
 * The `_headers` file of static hosts: a path pattern at the start of a line (`*` stands for any text), under it indented `Name: value`
 * lines. Every rule that matches a path applies; of two that set one name the later wins.
 */
export interface HeaderRule {
	pattern: RegExp;
	headers: [name: string, value: string][];
}

export function parseHeaderRules(text: string): HeaderRule[] {
	const rules: HeaderRule[] = [];
	for (const line of text.split(/\r?\n/)) {
		if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
		if (!/^\s/.test(line)) {
			rules.push({ pattern: pathPattern(line.trim()), headers: [] });
			continue;
		}
		const colon = line.indexOf(':');
		const rule = rules.at(-1);
		if (!rule || colon < 0) throw new Error(`_headers: cannot read "${line.trim()}"`);
		rule.headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
	}
	return rules;
}

export function headersFor(rules: HeaderRule[], path: string): Record<string, string> {
	const matching = rules.filter((rule) => rule.pattern.test(path)).flatMap((rule) => rule.headers);
	return Object.fromEntries(matching.map(([name, value]) => [name.toLowerCase(), value]));
}

function pathPattern(pattern: string): RegExp {
	const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${parts.join('.*')}$`);
}
