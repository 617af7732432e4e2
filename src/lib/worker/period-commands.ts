/** A period of the books, shared by a link: made, listed, taken back. Loaded when first asked for. */
import type { Business } from '../business/business.ts';
import { newPeriodSecret, partKeys } from '../crypto/shared-period.ts';
import { newId16 } from '../crypto/random.ts';
import { exportBooks } from '../exchange/json/export-books.ts';
import { ImportRefused } from '../exchange/json/problem.ts';
import type { PeriodShareView, PeriodWish } from '../sharing/period-api.ts';
import { dayNumber, dayText } from '../sharing/days.ts';
import { periodLink } from '../sharing/link.ts';
import { LONGEST_DAYS } from '../sharing/link-record.ts';
import { dropPackage, packageInfos, putPackage, type PackageLine } from '../sharing/member-packages.ts';
import { partCount, PeriodPacker, PeriodTooLarge, sealPart } from '../sharing/period-parts.ts';
import { encodeRevoked, encodeShare, shareOf, type PeriodShare, type PeriodShareRow, type StatedShare } from '../sharing/period-share.ts';
import { memberOf } from '../workspace/authority.ts';
import { toHex } from '../workspace/bytes.ts';
import { canonicalJson } from '../workspace/json.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { peopleNames } from './people.ts';
import { periodRecords } from './period-records.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';

type Watch = (fraction: number) => boolean | Promise<boolean>;

export interface PeriodOptions {
	workspace: Workspace;
	home: WorkspaceHome;
	line(): Promise<PackageLine | undefined>;
	/** Origin of the relay of these books. */
	relay(): Promise<string | undefined>;
	/** Calendar date where the business is. */
	today(): Promise<string>;
}

const CANCELLED = { code: 'invalid', field: 'period', detail: 'cancelled' } as const;

export class PeriodCommands {
	readonly #o: PeriodOptions;

	constructor(options: PeriodOptions) {
		this.#o = options;
	}

	async make({ from, to, expires: last, files }: PeriodWish, page: string, watch: Watch): Promise<{ id: string; address: string }> {
		const { workspace } = this.#o;
		const relay = await this.#o.relay();
		const line = await this.#o.line();
		if (relay === undefined || !line) throw new Refused({ code: 'needs-relay', detail: relay === undefined ? 'none' : 'no-answer' });
		const today = await this.#o.today();
		const expires = dayNumber(last);
		if (!Number.isSafeInteger(expires) || last < today || expires > dayNumber(today) + LONGEST_DAYS)
			throw new Refused({ code: 'invalid', field: 'expires', detail: 'days' });
		const packed = await this.#packed({ from, to, expires: last, files }, today, (fraction) => watch(fraction * 0.7));
		const secret = newPeriodSecret();
		const parts = partCount(packed);
		const share: PeriodShare = { secret, parts, from, to, expires, at: new Date().toISOString() };
		const id = toHex(newId16());
		try {
			for (let number = 0; number < parts; number++) {
				const put = await putPackage(line, { ...sealPart(secret, packed, number), version: 1, expires });
				if (put === undefined) throw new Refused({ code: 'needs-relay', detail: 'no-answer' });
				if (put !== 'put')
					throw new Refused({
						code: 'invalid',
						field: 'period',
						detail: put === 'full' ? 'links-full' : put === 'read-only' ? put : 'refused'
					});
				if (!(await watch(0.7 + (0.3 * (number + 1)) / parts))) throw new Refused(CANCELLED);
			}
			await workspace.save((transaction) => transaction.add('period-share', id, 'put', encodeShare(share)), 'strict');
		} catch (error) {
			// Nobody has the link, and nobody could take it back.
			await this.#drop(line, share);
			throw error;
		}
		return { id, address: this.#address(share, page, relay) };
	}

	/** Newest first. */
	async shares(): Promise<PeriodShareView[]> {
		const { workspace } = this.#o;
		const [today, names, rows] = [await this.#o.today(), await peopleNames(workspace), await this.#rows()];
		const me = memberOf(workspace.membership, workspace.device);
		const views: PeriodShareView[] = [];
		for (const { id } of rows) {
			const said = shareOf(await workspace.read(id));
			if (!said) continue;
			const { from, to, expires: day, at } = said.share;
			const member = memberOf(workspace.membership, said.by) ?? '';
			const expires = dayText(day);
			const state = said.revoked ? 'revoked' : expires < today ? 'expired' : 'open';
			views.push({ id, from, to, expires, at, state, by: { member, name: names.get(member) ?? '', isMe: member === me } });
		}
		return views.reverse();
	}

	/** How often each was fetched, as the relay counts; undefined where it does not answer. */
	async counts(): Promise<Record<string, number> | undefined> {
		const line = await this.#o.line();
		const infos = line && (await packageInfos(line));
		if (!infos) return undefined;
		const counts: Record<string, number> = {};
		for (const { id } of await this.#rows()) {
			const said = shareOf(await this.#o.workspace.read(id));
			if (!said) continue;
			const info = infos.get(toHex(partKeys(said.share.secret, 0).id));
			counts[id] = info?.gets ?? 0;
			// What was taken back while there was no line.
			if (said.revoked && info && info.version > 0) await this.#drop(line, said.share);
		}
		return counts;
	}

	async address(id: string, page: string): Promise<string> {
		return this.#address((await this.#share(id)).share, page, await this.#o.relay());
	}

	async revoke(id: string): Promise<void> {
		const { share, revoked } = await this.#share(id);
		if (!revoked)
			await this.#o.workspace.save(
				(transaction) => transaction.add('period-share', id, 'put', encodeRevoked(new Date().toISOString())),
				'strict'
			);
		const line = await this.#o.line();
		if (line) await this.#drop(line, share);
	}

	async #packed({ from, to, expires, files }: PeriodWish, today: string, watch: Watch): Promise<Uint8Array> {
		const { workspace, home } = this.#o;
		const id = businessId(toHex(home.keys.wsId));
		const business = await workspace.live<Business>('business', id);
		if (!business) throw new Refused({ code: 'not-found' });
		const only = await periodRecords(workspace, { from, to }, (fraction) => watch(fraction * 0.3));
		if (!only) throw new Refused(CANCELLED);
		if (only.size === 0) throw new Refused({ code: 'invalid', field: 'period', detail: 'empty' });
		only.add(id);
		const packer = new PeriodPacker({ sender: business.tradeName || business.name, from, to, expires, asOf: new Date().toISOString() });
		const take = async (text: string, fraction: number) => {
			await packer.add(text);
			return watch(0.3 + fraction * 0.7);
		};
		try {
			await exportBooks({ workspace, home, businessId: id, only, said: withoutPrivate, withoutFiles: !files }, today, take);
			return await packer.end();
		} catch (error) {
			if (error instanceof PeriodTooLarge) throw new Refused({ code: 'invalid', field: 'period', detail: 'too-large' });
			throw error instanceof ImportRefused ? new Refused(CANCELLED) : error;
		}
	}

	async #drop(line: PackageLine, { secret, parts }: PeriodShare): Promise<void> {
		for (let number = 0; number < parts; number++) await dropPackage(line, partKeys(secret, number).id);
	}

	#address({ secret, parts }: PeriodShare, page: string, relay: string | undefined): string {
		const isOwn = relay === undefined || relay === new URL(page).origin;
		return periodLink(page, { secret, parts, ...(!isOwn && { relay }) });
	}

	async #share(id: string): Promise<StatedShare> {
		const said = shareOf(await this.#o.workspace.read(id));
		if (!said) throw new Refused({ code: 'not-found' });
		return said;
	}

	async #rows(): Promise<PeriodShareRow[]> {
		const found = await this.#o.workspace.select('period-share', {}, dayText(0));
		return (found?.rows({ by: 'written' }) ?? []) as unknown as PeriodShareRow[];
	}
}

/** Notes that a person wrote to nobody but himself stay with him, and so do the devices that numbers passed through. */
function withoutPrivate(type: string, value: string): string | undefined {
	if (type === 'series-event') return undefined;
	if (type === 'party') return canonicalJson({ ...(JSON.parse(value) as object), notes: '' });
	if (type !== 'issued' && type !== 'issued-elsewhere') return value;
	const document = JSON.parse(value) as { content: object };
	return canonicalJson({ ...document, content: { ...document.content, privateNotes: '' } });
}
