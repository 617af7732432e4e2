/** Which records erasures name: so that a rebuild, which reads what they said before, does not put a word of it into the lists again. */
import { KIND } from '../../../sync-server/protocol/codec.ts';
import { toHex } from './bytes.ts';
import type { WorkspaceHome } from './home.ts';
import { readEntry } from './readable-log.ts';

const ROWS_AT_ONCE = 1000;
/** Position of the kind in an entry: the others are not opened. */
const KIND_AT = 1;

export async function erasedIds(home: Pick<WorkspaceHome, 'store' | 'vault' | 'keys'>): Promise<ReadonlySet<string>> {
	const ids = new Set<string>();
	for await (const rows of home.store.all('log', home.vault.ws, ROWS_AT_ONCE)) {
		for (const { bytes } of rows) {
			if (bytes[KIND_AT] !== KIND.ERASE) continue;
			for (const { recordId } of readEntry(home.keys, bytes)?.operations ?? []) ids.add(toHex(recordId));
		}
	}
	return ids;
}
