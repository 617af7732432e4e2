/** Clients by the members who look after them: a view of the lists, for members of shared books. */
import type { Filter } from '../listing/filters.ts';
import type { Person } from '../team/api.ts';
import { t } from './words.ts';

export function colleagueName({ member, name, isMe }: Person): string {
	const called = name || t('keeperUnnamed', { id: member.slice(0, 6) });
	return isMe ? t('keeperMe', { name: name || t('keeperYou') }) : called;
}

/** Nothing where one is alone with the books. The first is "mine". */
export function keeperFilters(people: readonly Person[]): Filter[] {
	const me = people.find(({ isMe }) => isMe);
	if (people.length < 2 || !me) return [];
	const nameOf = (member: string) => {
		const found = people.find((each) => each.member === member);
		return found ? colleagueName(found) : t('keeperGone', { id: member.slice(0, 6) });
	};
	return [
		{ kind: 'switch', id: MINE, label: t('keeperMine'), column: 'assignedTo', condition: { has: [me.member] } },
		{ kind: 'choices', id: 'keeper', label: t('keeper'), column: 'assignedTo', several: true, name: nameOf, least: 1 }
	];
}

/** Id of the filter that leaves one's own clients. */
export const MINE = 'mine';
