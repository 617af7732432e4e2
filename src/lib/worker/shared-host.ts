/**
 * Somebody's books of one period, opened from a link into a device that lives in the memory of this worker: its keys are thrown away with it, and nothing
 * is written anywhere. They are judged as any books that are read in, and then only looked at.
 */
import { kdfKey } from '../crypto/brands.ts';
import { partKeys } from '../crypto/shared-period.ts';
import { randomBytes, randomKey } from '../crypto/random.ts';
import { encodeLeftOut } from '../documents/left-out.ts';
import type { IssuedDocument } from '../documents/document.ts';
import type { ImportTarget } from '../exchange/json/import-books.ts';
import { readPeriodLink } from '../sharing/link.ts';
import type { PackageRelay } from '../sharing/package-relay.ts';
import { openPart, unpackPeriod } from '../sharing/period-parts.ts';
import type { Watch } from '../rights/api.ts';
import { toHex } from '../workspace/bytes.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { DataHost } from './data-host.ts';
import type { DeviceHost } from './device-host.ts';
import { importTarget } from './import-target.ts';
import { Refused } from './results.ts';

/** No book gets to so many devices in a row; a file that says so would keep this one busy for ever. */
const MOST_SEGMENTS = 1000;

/** @param relayAt of an origin; `origin` is the page's own. Throws `Refused` with code `shared-…`. */
export async function openShared(
	host: DeviceHost,
	text: string,
	origin: string,
	relayAt: (origin: string) => PackageRelay,
	watch: Watch
): Promise<void> {
	const link = readPeriodLink(text);
	if (typeof link === 'string') throw refused(link);
	const relay = relayAt(link.relay ?? origin);
	const parts: Uint8Array[] = [];
	while (parts.length < link.parts) {
		const number = parts.length;
		const got = await relay.get(partKeys(link.secret, number).id);
		if (typeof got === 'string') throw refused(got);
		const opened = openPart(link.secret, number, link.parts, got.sealed);
		if (typeof opened === 'string') throw refused(opened);
		parts.push(opened);
		if (!(await watch((parts.length / link.parts) * 0.4))) throw new Refused({ code: 'invalid', field: 'link', detail: 'cancelled' });
	}
	const unpacked = await unpackPeriod(parts);
	if (unpacked === 'damaged') throw refused('damaged');
	const { head, books } = unpacked;
	if (head.expires < new Date().toISOString().slice(0, 10)) throw refused('gone');
	const { parts: lent } = host;
	if (!lent.device()) {
		const device = await lent.createWithSeed(toHex(randomBytes(32)), randomKey(kdfKey));
		await lent.change(device, () => undefined);
		lent.hold(device);
	}
	const id = await new DataHost(host).importBooks(books, (fraction) => watch(0.4 + fraction * 0.6), true, shownTarget);
	lent.show(id, head);
	await lent.open(lent.device()!, id);
}

/** As for any file, but that each document says where in its series it stands, and that it is not the next one here. */
function shownTarget(workspace: Workspace, home: WorkspaceHome, id: string): ImportTarget {
	const target = importTarget(workspace, home, id);
	return {
		...target,
		async before(transaction, type, record, value) {
			if (type !== 'issued') return target.before(transaction, type, record, value);
			const { series, segment, sequence, sequenceYear: period, previousIssue } = value as unknown as IssuedDocument;
			if (!(segment <= MOST_SEGMENTS)) throw refused('damaged');
			await target.before(transaction, type, record, value);
			await transaction.add('left-out', series, 'put', encodeLeftOut({ segment, period, sequence, previousIssue }));
		}
	};
}

function refused(why: 'damaged' | 'newer' | 'gone' | 'unreachable'): Refused {
	return new Refused({ code: 'shared-books', detail: why });
}
