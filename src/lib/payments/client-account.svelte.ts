/** A client's account on the screen: follows the books while it is shown. */
import { onDestroy } from 'svelte';
import { useBooks } from '../books.svelte.ts';
import { oneAtATime } from '../ui/one-at-a-time.ts';
import type { Business } from '../business/business.ts';
import { dateIn } from '../documents/dates.ts';
import type { Party } from '../parties/party.ts';
import type { AppError } from '../worker-api.ts';
import type { ClientAccount } from './account.ts';
import { currenciesOf, outstandingOn } from './statement.ts';

/** Later than all that is in the books, so that what is dated ahead counts in what stands now. */
const FOR_EVER = '9999-12-31';

export class AccountOfClient {
	party = $state.raw<Party | undefined>();
	business = $state.raw<Business | undefined>();
	account = $state.raw<ClientAccount | undefined>();
	error = $state.raw<AppError | undefined>();
	readonly id: string;
	readonly today = $derived.by(() => dateIn(this.business?.timeZone ?? ''));
	readonly currencies = $derived.by(() => (this.account ? currenciesOf(this.account) : []));
	/** What stands now, by currency. */
	readonly standings = $derived.by(() => this.currencies.map((currency) => outstandingOn(this.account!, currency, FOR_EVER)));
	readonly #api;

	constructor(id: string) {
		const books = useBooks();
		this.#api = books.api;
		this.id = id;
		void this.#read();
		onDestroy(
			books.onChange(({ types }) => {
				if (types.some((type) => type === 'document' || type === 'payment' || type === 'party')) void this.#read();
			})
		);
	}

	readonly #read = oneAtATime(async () => {
		const [party, business, account] = await Promise.all([
			this.#api.get('party', this.id),
			this.#api.business(),
			this.#api.account(this.id)
		]);
		if (party.ok) this.party = party.value;
		if (business.ok) this.business = business.value.value;
		if (account.ok) this.account = account.value;
		this.error = [party, business, account].map((result) => (result.ok ? undefined : result.error)).find(Boolean);
	});
}
