/**
 * What tells the looks of a document apart. `classic` has the sender's colour in rules and titles; `letter` is a plain business letter with a
 * block of facts beside the address and the sender's particulars at the foot; `band` opens with a band of colour that holds number and sum.
 * All of them print the same fields, and the client's address stands in the window of the envelope.
 */
import { templateOf, type TemplateName } from '../../../business/templates.ts';
import { INK, legibleOnWhite, onColour, tint } from '../colour.ts';

export interface PaperStyle {
	name: TemplateName;
	/** A rule below the heads of columns, rules above and below, or heads on a tinted bar. */
	tableHead: 'rule' | 'rules' | 'bar';
	/** A thin rule after each line, or one after the last. */
	lineRules: boolean;
	/** The amount due: on a tinted panel, between rules, or on a panel of the full colour. */
	due: 'tint' | 'rules' | 'solid';
	/** Size of the amount due at most. */
	dueSize: number;
}

const STYLES: Record<TemplateName, PaperStyle> = {
	classic: { name: 'classic', tableHead: 'rule', lineRules: true, due: 'tint', dueSize: 19 },
	letter: { name: 'letter', tableHead: 'rules', lineRules: false, due: 'rules', dueSize: 14 },
	band: { name: 'band', tableHead: 'bar', lineRules: true, due: 'solid', dueSize: 19 }
};

export function paperStyle(name: string | undefined): PaperStyle {
	return STYLES[templateOf(name)];
}

/** Colours of the amount due: of its panel, if it has one, and of what is written there. */
export function dueColours({ due }: PaperStyle, colour: string): { panel?: string; text: string } {
	if (due === 'rules') return { text: INK };
	if (due === 'tint') return { panel: tint(colour), text: legibleOnWhite(colour) };
	const { area, text } = onColour(colour);
	return { panel: area, text };
}
