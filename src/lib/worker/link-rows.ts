import { dayText } from '../sharing/days.ts';
import type { ClientLinkRow } from '../sharing/link-record.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Client links, in the order of the log. */
export async function linkRows(workspace: Workspace, where: Partial<ClientLinkRow>): Promise<ClientLinkRow[]> {
	const found = await workspace.select('client-link', { where }, dayText(0));
	return (found?.rows({ by: 'written' }) ?? []) as unknown as ClientLinkRow[];
}
