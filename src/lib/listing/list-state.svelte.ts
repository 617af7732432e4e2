/** How a list was left: what was searched, filtered and sorted, and how far it was scrolled. */
import type { Sort } from '../ui/table.ts';
import type { ListPage, RowType } from '../worker-api.ts';
import type { FilterValue, FilterValues } from './filters.ts';
import { withValue } from './filters.ts';

/** Rows asked for before anybody has scrolled. */
const FIRST = { offset: 0, limit: 60 };

export class ListState<T extends RowType> {
	search = $state('');
	values = $state.raw<FilterValues>({});
	sort = $state.raw<Sort>({ by: '' });
	archived = $state(false);
	range = $state.raw(FIRST);
	/** How often each value of the columns that are filtered occurs in the whole list. */
	counts = $state.raw<ListPage<T>['counts']>();
	/** What was shown last, so that it stands there again at once. */
	page: ListPage<T> | undefined;
	/** Pixels. */
	scrolled = 0;

	constructor(sort: Sort) {
		this.sort = sort;
	}

	get narrowed(): boolean {
		return this.search !== '' || Object.keys(this.values).length > 0;
	}

	/** Another question begins at its first row. */
	ask(change: Partial<Pick<this, 'search' | 'values' | 'sort' | 'archived'>>): void {
		Object.assign(this, change);
		this.range = FIRST;
	}
	set(id: string, value: FilterValue | undefined): void {
		this.ask({ values: withValue(this.values, id, value) } as Partial<this>);
	}
	clear(): void {
		this.ask({ search: '', values: {} } as Partial<this>);
	}
}
