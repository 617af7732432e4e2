/**
 * Where the document's allowances and charges (BG-20, BG-21) fall. One with taxes of its own stands beside the lines that carry the same
 * taxes; one without is shared over all lines in proportion, first over groups of equal taxes, then over the lines within.
 */
import { apportion } from '../money/apportion.ts';
import { absolute } from '../money/decimal.ts';
import type { Effect, LineFigures } from './figures.ts';
import { ascending, descending, type TaxSet } from './tax-sets.ts';

/** What is taxed, and rounded, as one: all of equal taxes on the document, or one line by itself. Amounts in the terms typed. */
export interface Portion {
	set: TaxSet;
	lines: LineFigures[];
	amount: bigint;
	allowances: bigint;
	charges: bigint;
}

export function portionsOf(lines: LineFigures[], effects: Effect[], perLine: boolean, untaxed: TaxSet): Portion[] {
	const ofLines = perLine
		? lines.map((line) => portion(line.set, [line]))
		: [...groupBy(lines).values()].map((group) => portion(group[0]!.set, group));
	const shared = ofLines.length ? ofLines : [portion(untaxed, [])];
	const portions = [...shared];
	for (const effect of effects) {
		if (!effect.set) {
			share(effect, shared);
			continue;
		}
		let target = perLine ? undefined : portions.find((each) => each.set === effect.set);
		if (!target) portions.push((target = portion(effect.set, [])));
		take(target, effect, effect.amount);
	}
	return portions;
}

function portion(set: TaxSet, lines: LineFigures[]): Portion {
	return { set, lines, amount: lines.reduce((sum, line) => sum + line.shown, 0n), allowances: 0n, charges: 0n };
}

function take(target: Portion, effect: Effect, amount: bigint) {
	target[effect.kind === 'charge' ? 'charges' : 'allowances'] += amount;
}

function share(effect: Effect, portions: Portion[]) {
	// Of a line and its reversal the one on the side of the effect comes first; lines that are equal in that too are taxed alike.
	const groups = [...groupBy(portions).values()].map((members) => ({
		set: members[0]!.set,
		members: members.sort(
			(a, b) => descending(absolute(a.amount), absolute(b.amount)) || descending(a.amount * effect.amount, b.amount * effect.amount)
		),
		amount: members.reduce((sum, each) => sum + each.amount, 0n)
	}));
	groups.sort(
		(a, b) =>
			descending(a.set.rate, b.set.rate) ||
			ascending(a.set.categories, b.set.categories) ||
			descending(absolute(a.amount), absolute(b.amount)) ||
			ascending(a.set.key, b.set.key)
	);
	const ofGroups = inProportion(
		effect.amount,
		groups.map((group) => group.amount)
	);
	groups.forEach(({ members }, index) => {
		const ofMembers = inProportion(
			ofGroups[index]!,
			members.map((member) => member.amount)
		);
		members.forEach((member, place) => take(member, effect, ofMembers[place]!));
	});
}

/** Whole shares of `total` by weight. Weights that cancel out count by their size, and all alike when there is none. */
function inProportion(total: bigint, weights: bigint[]): bigint[] {
	for (const tried of [weights, weights.map(absolute), weights.map(() => 1n)]) {
		const sum = tried.reduce((whole, weight) => whole + weight, 0n);
		if (sum !== 0n)
			return apportion(
				total,
				tried.map((weight) => total * weight),
				sum
			);
	}
	return [];
}

function groupBy<T extends { set: TaxSet }>(members: T[]): Map<TaxSet, T[]> {
	const groups = new Map<TaxSet, T[]>();
	for (const member of members) {
		const group = groups.get(member.set);
		if (group) group.push(member);
		else groups.set(member.set, [member]);
	}
	return groups;
}
