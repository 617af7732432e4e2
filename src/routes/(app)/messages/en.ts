export const en = {
	skip: 'Skip to the content',
	main: 'Main',
	home: 'Home',
	invoices: 'Invoices',
	clients: 'Clients',
	items: 'Items',
	settings: 'Settings',
	lock: 'Lock',
	sample: 'Sample',
	workspaces: 'Workspaces',
	newWorkspace: 'New workspace …',
	readOnlyTitle: 'This workspace can be read but not changed'
};
