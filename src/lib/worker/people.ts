/** The people of the open books: one list of them and one name for each, wherever they are spoken of. */
import type { Business } from '../business/business.ts';
import type { Person } from '../team/api.ts';
import { memberNames } from '../team/records.ts';
import { toHex } from '../workspace/bytes.ts';
import { memberList } from '../workspace/members.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { businessId } from './registry.ts';

/**
 * By hexadecimal member id, of those who belong or once did; who has no name is left out. Whoever founded the books was introduced by nobody: as long as
 * he is an owner and has not said his name, he goes by the contact in the particulars of the business, unless somebody else has that name.
 */
export async function peopleNames(workspace: Workspace): Promise<Map<string, string>> {
	const names = await memberNames(workspace);
	const founder = founderOf(workspace);
	if (founder === undefined || names.has(founder)) return names;
	const business = await workspace.live<Business>('business', businessId(toHex(workspace.books.home.keys.wsId))).catch(() => undefined);
	const contact = business?.contact?.name.trim();
	if (contact && ![...names.values()].includes(contact)) names.set(founder, contact);
	return names;
}

/** The members, the first to come first. */
export async function bookPeople(workspace: Workspace): Promise<Person[]> {
	const names = await peopleNames(workspace);
	return memberList(workspace).map(({ member, isMe }) => ({ member, name: names.get(member) ?? '', isMe }));
}

/** Who wrote the first entry, while he owns the books. */
function founderOf({ membership }: Pick<Workspace, 'membership'>): string | undefined {
	const member = [...(membership?.devices.values() ?? [])].find(({ since, kind }) => since === 0 && kind === 'device')?.member;
	return member !== undefined && membership?.members.get(member) === 'o' ? member : undefined;
}
