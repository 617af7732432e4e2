/** Who gave the name that stands: of interest where it was not the one who bears it. */
import { namedBy } from '../workspace/named-type.ts';
import { memberOf } from '../workspace/authority.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Name of another member who named the record of `bearer` (a member id); undefined where it was he himself, or nobody. */
export async function namedByOther(
	workspace: Pick<Workspace, 'read' | 'membership'>,
	people: ReadonlyMap<string, string>,
	recordId: string,
	bearer: string
): Promise<string | undefined> {
	const device = namedBy(await workspace.read(recordId).catch(() => undefined));
	const member = device === undefined ? undefined : memberOf(workspace.membership, device);
	return member === undefined || member === bearer ? undefined : people.get(member);
}
