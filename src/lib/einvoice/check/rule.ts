/** What rules are made of: where to look, and what must hold there. */
import type { EInvoice, Identifier } from '../model.ts';
import type { Syntax } from '../profiles.ts';
import type { XmlElement } from '../xml/element.ts';
import type { CheckOptions, Finding, FindingProblem, Severity } from './finding.ts';

/** What a rule is asked on. */
export interface Scope extends CheckOptions {
	invoice: EInvoice;
	/** The UBL document, or the type of it that will be written, is a credit note. */
	isCreditNote: boolean;
}

export type Arguments = Readonly<Record<string, string>>;

/** One place where a rule is broken. */
export interface Hit {
	path: string;
	args?: Arguments;
	term?: string;
}

export interface Rule {
	/** By syntax where the source numbers it differently in each. */
	id: string | Readonly<Record<Syntax, string>>;
	/** Only asked there. */
	syntax?: Syntax;
	/** Fatal unless told. */
	severity?: Severity | ((scope: Scope) => Severity);
	term: string;
	problem: FindingProblem;
	hits: (scope: Scope) => readonly Hit[];
}

export interface RuleOptions {
	syntax?: Syntax;
	severity?: Rule['severity'];
	args?: Arguments;
}

/** A place of the model that a rule is about. */
export interface Place<T> {
	path: string;
	at: T;
}

export function isThere(value: unknown): boolean {
	return typeof value === 'string' ? value.trim() !== '' : value !== undefined && value !== null;
}

/** A list of the model as places: "lines.0", "lines.1" … */
export function placesOf<T>(path: string, list: readonly T[]): Place<T>[] {
	return list.map((at, index) => ({ path: `${path}.${index}`, at }));
}

/** Something must hold of the whole invoice. */
export function holds(
	id: Rule['id'],
	term: string,
	path: string,
	problem: FindingProblem,
	isRight: (scope: Scope) => boolean,
	{ args, ...options }: RuleOptions = {}
): Rule {
	return { id, term, problem, ...options, hits: (scope) => (isRight(scope) ? [] : [{ path, ...(args && { args }) }]) };
}

/** A term must be there. */
export function needs(id: Rule['id'], term: string, path: string, get: (invoice: EInvoice) => unknown, options: RuleOptions = {}): Rule {
	return holds(id, term, path, 'missing', ({ invoice }) => isThere(get(invoice)), options);
}

/** Something must hold at each of some places; `detail` is the rest of the path. */
export function eachOf<T>(
	id: Rule['id'],
	term: string,
	problem: FindingProblem,
	places: (scope: Scope) => readonly Place<T>[],
	isRight: (at: T, scope: Scope) => boolean,
	{
		detail = '',
		args,
		...options
	}: Omit<RuleOptions, 'args'> & { detail?: string; args?: Arguments | ((at: T, scope: Scope) => Arguments) } = {}
): Rule {
	return {
		id,
		term,
		problem,
		...options,
		hits: (scope) =>
			places(scope)
				.filter(({ at }) => !isRight(at, scope))
				.map(({ path, at }) => ({
					path: detail ? `${path}.${detail}` : path,
					...(args && { args: typeof args === 'function' ? args(at, scope) : args })
				}))
	};
}

/** Of each rule: a file can break one in every of its thousand lines, and nobody reads them all. */
export const MOST_PLACES = 100;

/** Problems whose sentence says what is there. */
const SAYS_VALUE: ReadonlySet<FindingProblem> = new Set(['code', 'form', 'decimals', 'sum', 'negative', 'positive']);

/** What the invoice has at a path, for the sentence of a rule that does not say it itself: an identifier with its scheme; a dash for nothing. */
function valueAt(invoice: EInvoice, path: string): string {
	const at = path.split('.').reduce<unknown>((from, key) => (from as Record<string, unknown> | undefined)?.[key], invoice);
	if (typeof at === 'object' && at !== null && 'id' in at) {
		const { id, scheme } = at as Identifier;
		return scheme ? `${id} (${scheme})` : id;
	}
	return typeof at === 'string' && at.trim() !== '' ? at : '–';
}

export function ask(rules: readonly Rule[], scope: Scope): Finding[] {
	return rules
		.filter(({ syntax }) => syntax === undefined || syntax === scope.syntax)
		.flatMap(({ id, severity = 'fatal', term, problem, hits }) =>
			hits(scope)
				.slice(0, MOST_PLACES)
				.map((hit) => ({
					rule: typeof id === 'string' ? id : id[scope.syntax],
					severity: typeof severity === 'function' ? severity(scope) : severity,
					term: hit.term ?? term,
					path: hit.path,
					problem,
					args: { ...(SAYS_VALUE.has(problem) && { value: valueAt(scope.invoice, hit.path) }), ...hit.args }
				}))
		);
}

/** All ids that a set of rules may give. */
export function idsOf(rules: readonly Rule[]): string[] {
	return rules.flatMap(({ id, syntax }) => (typeof id === 'string' ? [id] : syntax ? [id[syntax]] : Object.values(id)));
}

/** All elements at a path of names: "cac:PaymentMeans/cbc:PaymentID". `//name` finds them at any depth. */
export function elementsAt(from: XmlElement, path: string): XmlElement[] {
	if (path.startsWith('//')) {
		const name = path.slice(2);
		const found: XmlElement[] = [];
		const look = (at: XmlElement) => {
			if (at.name === name) found.push(at);
			at.children.forEach(look);
		};
		from.children.forEach(look);
		return found;
	}
	return path.split('/').reduce((at, name) => at.flatMap(({ children }) => children.filter((child) => child.name === name)), [from]);
}

export const TAX_TOTALS_OF_CII =
	'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:TaxTotalAmount';
