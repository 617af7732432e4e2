/**
 * How far the checker agrees with the official rules: on the examples, and on files of ours that were broken at random, one place each. The verdicts of
 * the judge are the truth; a file that its schema refuses has no rules of its own, and it is enough that the checker finds something.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkInvoice, profileOf } from '#lib/einvoice/check/check.ts';
import { NOT_CHECKED } from '#lib/einvoice/check/not-checked.ts';
import type { Profile } from '#lib/einvoice/profiles.ts';
import { readEInvoice } from '#lib/einvoice/read.ts';

export interface Verdict {
	file: string;
	valid: boolean;
	errors: { layer: string; rule: string; text: string }[];
}
export type Judge = (files: string[]) => Verdict[];

/** The same numbers each time. */
function random(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

const LEAF = /^(\s*)<([\w:]+)((?: [\w:]+="[^"]*")*)>([^<]*)<\/\2>$/;
const OPEN = /^(\s*)<([\w:]+)>$/;
const isNumber = (text: string) => /^-?\d+(\.\d+)?$/.test(text);

/** The file with one thing wrong in it; now and then that is still right. */
export function broken(xml: string, next: (below: number) => number): string {
	const lines = xml.trimEnd().split('\n');
	const from = 2;
	for (;;) {
		const at = from + next(lines.length - from);
		const line = lines[at]!;
		const leaf = LEAF.exec(line);
		if (leaf) {
			const [, indent, name, attributes, text] = leaf as unknown as [string, string, string, string, string];
			const put = (value: string, with_ = attributes) => `${indent}<${name}${with_}>${value}</${name}>`;
			const kind = next(8);
			if (kind === 0) lines.splice(at, 1);
			else if (kind === 1) lines.splice(at, 0, line);
			else if (kind === 2) lines[at] = put('');
			else if (kind === 3 && attributes) lines[at] = put(text, attributes.replace(/ [\w:]+="[^"]*"/, ''));
			else if (kind === 4 && attributes) lines[at] = put(text, attributes.replace(/="[^"]*"/, '="XYZ"'));
			else if (isNumber(text) && text.length < 12 && kind > 2)
				// The processors of the rules differ on a zero below zero.
				lines[at] = put(
					[`${text}${text.includes('.') ? '' : '.00'}7`, Number(text) ? `-${text}` : '0.01', String(Number(text) + 1.5), '0'][next(4)]!
				);
			else if (/^\d{4}-?\d\d-?\d\d$/.test(text)) lines[at] = put(text.replace(/^\d{4}/, next(2) ? '2031' : '1999'));
			else lines[at] = put(next(2) ? 'QQ' : `${text}#`);
		} else {
			const open = OPEN.exec(line);
			if (!open) continue;
			const end = lines.indexOf(`${open[1]}</${open[2]}>`, at);
			const block = lines.slice(at, end + 1);
			if (next(2)) lines.splice(at, block.length);
			else lines.splice(at, 0, ...block);
		}
		return `${lines.join('\n')}\n`;
	}
}

interface Count {
	agreed: number;
	missed: number;
	falseAlarm: number;
}

/** Per rule and per file; rules that are not asked are left out of both. */
export class Agreement {
	readonly rules = new Map<string, Count>();
	files = 0;
	invalid = 0;
	found = 0;
	falseAlarms = 0;
	/** Alarms over an element without content, which some official rules take as said: here it is not. */
	strict = 0;
	readonly notes: string[] = [];

	async add(file: string, verdict: Verdict, profile?: Profile) {
		// Some rules cannot be worked out on some broken files: there is no verdict then.
		if (verdict.errors.some(({ layer }) => layer === 'harness')) return;
		const bytes = readFileSync(file);
		const { invoice, syntax, root } = await readEInvoice(new Uint8Array(bytes));
		const findings = checkInvoice(invoice, { profile: profile ?? profileOf(invoice), syntax, root });
		const own = new Set(findings.filter(({ severity }) => severity === 'fatal').map(({ rule }) => rule));
		const official = new Set(verdict.errors.map(({ rule }) => rule));
		this.files++;
		if (!verdict.valid) this.invalid++;
		if (!verdict.valid && own.size > 0) this.found++;
		if (verdict.valid && own.size > 0) {
			if (/<([\w:]+)[^>]*><\/\1>(?<!ApplicableHeaderTradeDelivery>)/.test(bytes.toString('utf8'))) this.strict++;
			else this.falseAlarms++;
		}
		const isSchema = verdict.errors.some(({ layer }) => layer.startsWith('xsd') || layer === 'xml');
		if (verdict.valid !== (own.size === 0))
			this.notes.push(
				`${file}: ${verdict.valid ? `false alarm ${[...own].join(', ')}` : `missed ${verdict.errors.map(({ rule, text }) => `${rule} ${text.slice(0, 90)}`).join(' | ')}`}`
			);
		if (isSchema) return;
		own.delete('XSD');
		for (const rule of new Set([...own, ...official])) {
			if (NOT_CHECKED.has(rule)) continue;
			const count = this.rules.get(rule) ?? { agreed: 0, missed: 0, falseAlarm: 0 };
			if (own.has(rule) && official.has(rule)) count.agreed++;
			else if (official.has(rule)) count.missed++;
			else count.falseAlarm++;
			this.rules.set(rule, count);
			if (own.has(rule) !== official.has(rule)) this.notes.push(`${file}: ${official.has(rule) ? 'not found' : 'not official'} ${rule}`);
		}
	}

	/** Share of the files on which both say the same of its being valid, in per cent. */
	get share(): number {
		return this.files === 0 ? 100 : ((this.files - (this.invalid - this.found) - this.falseAlarms - this.strict) / this.files) * 100;
	}

	print(title: string) {
		const total = [...this.rules.values()].reduce(
			(sum, { agreed, missed, falseAlarm }) => ({
				agreed: sum.agreed + agreed,
				missed: sum.missed + missed,
				falseAlarm: sum.falseAlarm + falseAlarm
			}),
			{ agreed: 0, missed: 0, falseAlarm: 0 }
		);
		console.log(
			`${title}: ${this.files} files, ${this.invalid} invalid, ${this.found} of them found, ${this.falseAlarms} false alarms and ${this.strict} over empty elements, ${this.share.toFixed(1)} % agreed; ` +
				`${this.rules.size} rules: ${total.agreed} times agreed, ${total.missed} not found, ${total.falseAlarm} not official`
		);
		for (const [rule, { agreed, missed, falseAlarm }] of [...this.rules].sort(([a], [b]) => a.localeCompare(b)))
			if (missed || falseAlarm) console.log(`    ${rule}: ${agreed} agreed, ${missed} not found, ${falseAlarm} not official`);
		for (const note of this.notes.slice(0, 40)) console.log(`    ${note}`);
	}
}

/** All examples: the valid ones are passed, the invalid ones found. */
export async function agreeOnExamples(folder: string, judge: Judge): Promise<Agreement> {
	const files = ['valid', 'invalid'].flatMap((kind) => {
		const path = join(folder, kind);
		return readdirSync(path)
			.filter((name) => name.endsWith('.xml'))
			.map((name) => join(path, name));
	});
	return agree(files, judge);
}

async function agree(files: string[], judge: Judge, profile?: Profile): Promise<Agreement> {
	const agreement = new Agreement();
	for (const verdict of judge(files)) await agreement.add(verdict.file, verdict, profile);
	return agreement;
}

/** Breaks files that the rules accept, `count` times, and asks both. */
export async function agreeOnBroken(
	files: readonly string[],
	count: number,
	out: string,
	profile: Profile,
	judge: Judge
): Promise<Agreement> {
	mkdirSync(out, { recursive: true });
	const next = random(20261123);
	const made = Array.from({ length: files.length ? count : 0 }, (_, index) => {
		const file = join(out, `broken-${index}.xml`);
		writeFileSync(file, broken(readFileSync(files[next(files.length)]!, 'utf8'), next));
		return file;
	});
	return agree(made, judge, profile);
}
