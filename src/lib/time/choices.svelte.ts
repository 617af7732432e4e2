/** What time can be noted on: projects, their tasks and the members, by name. Follows the books. Call while a component is being set up. */
import { LiveList, useBooks } from '../books.svelte.ts';
import type { Person } from '../team/api.ts';
import type { Option } from '../ui/option.ts';
import { t } from './words.ts';

/** More projects and tasks than anybody chooses from by eye. */
const MOST = 1000;

export class Choices {
	readonly #projects = new LiveList('project', () => ({ sort: { by: 'name' as const }, limit: MOST }));
	readonly #tasks = new LiveList('task', () => ({ sort: { by: 'name' as const }, limit: MOST }));
	people = $state.raw<Person[]>([]);

	constructor() {
		void useBooks()
			.api.bookPeople()
			.then((result) => {
				if (result.ok) this.people = result.value;
			});
	}

	get projects() {
		return this.#projects.page.rows;
	}

	get loading(): boolean {
		return this.#projects.loading;
	}

	/** Those that are not put aside, and the one chosen. */
	projectOptions(chosen = ''): Option[] {
		return this.projects
			.filter(({ id, archived }) => !archived || id === chosen)
			.map(({ id, name, clientName }) => ({ value: id, label: clientName ? `${name} · ${clientName}` : name }));
	}

	/** Open tasks of the project, and the one chosen. */
	taskOptions(projectId: string, chosen = ''): Option[] {
		return this.#tasks.page.rows
			.filter((task) => task.projectId === projectId && (task.state !== 'done' || task.id === chosen))
			.map(({ id, name }) => ({ value: id, label: name }));
	}

	projectName(id: string | undefined): string {
		return this.projects.find((project) => project.id === id)?.name ?? '';
	}

	taskName(id: string | undefined): string {
		return this.#tasks.page.rows.find((task) => task.id === id)?.name ?? '';
	}

	/** "Website · Design". */
	placeName({ projectId, taskId }: { projectId?: string | undefined; taskId?: string | undefined }): string {
		return [this.projectName(projectId) || t('noProject'), this.taskName(taskId)].filter(Boolean).join(' · ');
	}

	personName(member: string, fallback = ''): string {
		return this.people.find((person) => person.member === member)?.name || fallback || t('formerMember');
	}
}
