/** Records and documents of the open books, their payments, and who numbers them. */
import { newId16 } from '../../crypto/random.ts';
import type { SeriesApi } from '../../documents/series-api.ts';
import type { PaymentsApi } from '../../payments/api.ts';
import type { BooksApi } from '../../worker-api.ts';
import { toHex } from '../../workspace/bytes.ts';
import { breakText } from '../../workspace/workspace.ts';
import { Refused } from '../results.ts';
import type { Desk } from './desk.ts';
import type { Hosts } from './hosts.ts';

export function booksApi(desk: Desk, hosts: Hosts): BooksApi {
	return {
		list: (type, query) => desk.books((commands) => commands.list(type, query), true),
		get: (type, id) => desk.books((commands) => commands.get(type, id)),
		business: () => desk.books((commands) => commands.business()),
		save: (type, id, value) =>
			desk.books(async (commands) => {
				await commands.save(type, id, value);
				if (type === 'business') await (await desk.started).rename((value as { name: string }).name);
			}),
		remove: (type, id) => desk.books((commands) => commands.remove(type, id)),
		newId: async () => toHex(newId16()),
		issueCheck: (draftId) => desk.books((commands) => commands.issueCheck(draftId)),
		issue: (draftId) =>
			desk.books(async (commands) => {
				const issued = await commands.issue(draftId);
				// It is issued, whatever becomes of its signature.
				await hosts
					.issuer()
					.then((issuer) => issuer.sign(draftId))
					.catch(() => {});
				return issued;
			}),
		documentCode: (id) => desk.books(async () => (await hosts.issuer()).code(id)),
		document: (id) => desk.books((commands) => commands.document(id)),
		addFact: (fact) => desk.books((commands) => commands.addFact(fact)),
		putBlob: async (bytes) => {
			const put = await desk.books((commands) => commands.putBlob(bytes));
			hosts.sync?.filesChanged();
			return put;
		},
		getBlob: async (id) => {
			const found = await desk.books((commands) => commands.getBlob(id));
			const { sync } = hosts;
			const isElsewhere = !found.ok && found.error.code === 'not-found' && sync && (await sync.fetchFile(id).catch(() => false));
			return isElsewhere ? desk.books((commands) => commands.getBlob(id)) : found;
		},
		verify: (progress) =>
			desk.device(async (host) => {
				const { workspace } = host.open;
				const broken = await workspace.verify(progress);
				if (broken) throw new Refused({ code: 'log-broken', detail: breakText(broken) });
				return { entries: workspace.entries, fingerprint: workspace.fingerprint };
			})
	};
}

export function paymentsApi(desk: Desk): PaymentsApi {
	return {
		recordPayment: (payment, shares) => desk.books(({ payments }) => payments.record(payment, shares)),
		payment: (id) => desk.books(({ payments }) => payments.detail(id)),
		reversePayment: (id, at, reason, date) => desk.books(({ payments }) => payments.reverse(id, at, reason, date)),
		applyCredit: (shares, date) => desk.books(({ payments }) => payments.applyCredit(shares, date)),
		account: (partyId) => desk.books(({ payments }) => payments.account(partyId))
	};
}

export function seriesApi(desk: Desk): SeriesApi {
	return {
		seriesReport: () => desk.books(({ series }) => series.report()),
		seriesLease: (id) => desk.books(({ series }) => series.lease(id)),
		releaseSeries: (id) => desk.books(({ series }) => series.release(id)),
		askForSeries: (id) => desk.books(({ series }) => series.ask(id)),
		noteSeries: (id) => desk.books(({ series }) => series.note(id)),
		leaseSeries: (id) => desk.books(({ series }) => series.leaseOne(id)),
		makeOwnSeries: (id) => desk.books(({ series }) => series.makeOwn(id)),
		numberNotices: () => desk.books(({ notices }) => notices.all()),
		takeOverSeries: (id, takeover) => desk.books(({ series }) => series.takeOver(id, takeover))
	};
}
