import { messages } from '../../ui/i18n.svelte.ts';

/** Of the list of projects and of one's form. */
export const projects = messages('lib/time/projects', {
	title: 'Projects',
	search: 'Search projects',
	searchPlaceholder: 'Name, client or tag',
	count: { one: '{count} project', other: '{count} projects' },
	emptyTitle: 'No projects yet',
	emptyText: 'A project gathers time and tasks for a client, with a rate and a budget.',
	noneFound: 'Nothing fits',
	noneFoundText: 'Try fewer words, or look among the archived ones.',
	unnamed: 'New project',
	archivedNote: 'This project is archived: it is not offered for new time.',
	deleteText: 'It rests in the bin for 30 days.',
	deleteInUse: 'Tasks or time belong to this project, so it stays in the books. Archive it instead.'
});
