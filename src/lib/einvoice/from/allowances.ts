/** BG-20 and BG-21: each under one VAT, so that one that is shared over all lines is as many as there are VATs. */
import { portionsOf } from '../../documents/allowances.ts';
import type { DocumentContent } from '../../documents/document.ts';
import { FigureReader, type Effect } from '../../documents/figures.ts';
import { netOfGross, type TaxSet } from '../../documents/tax-sets.ts';
import { absolute, parseDecimal, RATE_LIMITS, shortDecimalString } from '../../money/decimal.ts';
import type { DocumentAllowanceOrCharge } from '../model.ts';
import { reasonOf } from './lines.ts';
import type { Vat } from './taxes.ts';

type Found = { amount: bigint; charge: boolean; reason: string; set: TaxSet; percent?: string; base?: bigint };

export interface DocumentEffects {
	allowances: DocumentAllowanceOrCharge[];
	charges: DocumentAllowanceOrCharge[];
	sumAllowances: bigint;
	sumCharges: bigint;
}

export function effectsOf(content: DocumentContent, money: (minor: bigint) => string): DocumentEffects {
	const reader = new FigureReader(content);
	const lines = content.lines.map((line, index) => reader.line(line, `lines.${index}`));
	const shown = lines.reduce((sum, line) => sum + line.shown, 0n);
	const effects = content.allowances.map((each, index) => reader.effect(each, shown, `allowances.${index}`));
	const perLine = content.taxRounding === 'line';
	const found =
		content.prices === 'gross'
			? ofGross(portionsOf(lines, effects, perLine, reader.noTaxes()), effects)
			: effects.flatMap((effect, index) => {
					const typed = content.allowances[index]!;
					const read = typed.amount?.trim() ? undefined : parseDecimal(typed.percent?.trim() || '0', RATE_LIMITS);
					const percent = read?.ok && !typed.base?.trim() ? shortDecimalString(read.value) : undefined;
					return ofNet(portionsOf(lines, [effect], perLine, reader.noTaxes()), effect, percent);
				});
	const told = found
		.filter(({ amount }) => amount !== 0n)
		.map((each) => (each.amount < 0n ? { ...each, amount: -each.amount, charge: !each.charge } : each));
	const of = (charge: boolean) => told.filter((each) => each.charge === charge);
	const sum = (all: Found[]) => all.reduce((total, { amount }) => total + amount, 0n);
	const write = ({ amount, reason, set, percent, base, charge }: Found): DocumentAllowanceOrCharge => ({
		amount: money(amount),
		...(percent && base !== undefined && { base: money(absolute(base)), percent }),
		...reasonOf(reason, charge),
		...vatOfSet(set)
	});
	return {
		allowances: of(false).map(write),
		charges: of(true).map(write),
		sumAllowances: sum(of(false)),
		sumCharges: sum(of(true))
	};
}

type Portions = ReturnType<typeof portionsOf>;

/** Of one allowance or charge by itself. */
function ofNet(portions: Portions, { kind, reason, amount: whole }: Effect, percent: string | undefined): Found[] {
	const bySet = new Map<TaxSet, Found>();
	for (const { set, allowances, charges, amount } of portions) {
		const found = bySet.get(set) ?? { amount: 0n, charge: kind === 'charge', reason, set, base: 0n };
		found.amount += allowances + charges;
		found.base! += amount;
		bySet.set(set, found);
	}
	const parts = [...bySet.values()].filter(({ amount }) => amount !== 0n);
	// A share by largest remainder need not be the percentage of its own base.
	return parts.length === 1 && parts[0]!.amount === whole && percent ? [{ ...parts[0]!, percent }] : parts;
}

/** Prices with taxes in them: what all together take from the net of what is taxed alike, as the totals have it. */
function ofGross(portions: Portions, effects: readonly Effect[]): Found[] {
	const reasons = (kind: Effect['kind']) =>
		[...new Set(effects.filter((each) => each.kind === kind).map(({ reason }) => reason.trim()))].filter(Boolean).join(', ');
	return portions.flatMap(({ set, amount, charges, allowances }) => {
		const net = netOfGross(set, amount);
		const charged = netOfGross(set, amount + charges);
		return [
			{ amount: charged - net, charge: true, reason: reasons('charge'), set },
			{ amount: charged - netOfGross(set, amount + charges - allowances), charge: false, reason: reasons('allowance'), set }
		];
	});
}

function vatOfSet({ rows: [row] }: TaxSet): Vat {
	if (!row) return { vatCategory: '' };
	return { vatCategory: row.category, ...(row.category !== 'O' && { vatRate: shortDecimalString({ digits: row.rate, scale: 4 }) }) };
}
