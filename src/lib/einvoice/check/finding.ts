/** What a rule of the official sources finds wrong with an invoice. */
import type { Profile, Syntax } from '../profiles.ts';
import type { XmlElement } from '../xml/element.ts';

/** As the source has it: what is fatal makes the invoice invalid, a warning does not. */
export type Severity = 'fatal' | 'warning';

/** What is wrong, for its sentence in the catalogue of this folder. */
export type FindingProblem =
	/** There must be one. */
	| 'missing'
	/** One of two or more must be there: {others}. */
	| 'missing-one'
	/** It may not be there, or not beside {others}. */
	| 'forbidden'
	/** "{value}" is no code of {list}. */
	| 'code'
	/** "{value}" has the wrong form: {wanted}. */
	| 'form'
	/** More than {most} decimals in "{value}". */
	| 'decimals'
	/** {value} where {wanted} is right. */
	| 'sum'
	/** {value} must be zero or more. */
	| 'negative'
	/** {value} must be above zero. */
	| 'positive'
	/** It must be said in the same way as {others}. */
	| 'differs'
	/** It is there more often than once. */
	| 'repeated'
	/** The end is before the start, or outside the period of the invoice. */
	| 'period'
	/** An element without content, or one that the syntax has no use for. */
	| 'empty'
	| 'unknown-element';

export interface Finding {
	/** As its source numbers it: "BR-CO-10", "BR-DE-15", "PEPPOL-EN16931-R041". */
	rule: string;
	severity: Severity;
	/** The business term or group that is to be mended: "BT-106", "BG-16". */
	term: string;
	/** Where in the model: "seller.address.city", "lines.2.price.net"; of a finding in the file alone the path of elements. */
	path: string;
	problem: FindingProblem;
	/** Values of the sentence. */
	args: Readonly<Record<string, string>>;
}

export interface CheckOptions {
	/** Whose rules are asked beside those of EN 16931 itself. */
	profile: Profile;
	syntax: Syntax;
	/** The file that the invoice was read from: with it, what the model has no place for is checked too. */
	root?: XmlElement;
}
