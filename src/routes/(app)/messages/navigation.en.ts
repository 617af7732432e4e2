import { messages } from '#lib/ui/i18n.svelte.ts';

export const navigation = messages('routes/(app)/navigation', {
	main: 'Main',
	home: 'Home',
	sales: 'Sales',
	invoices: 'Invoices',
	estimates: 'Estimates',
	recurring: 'Recurring',
	reminders: 'Reminders',
	deliveries: 'Delivery notes',
	payments: 'Payments',
	clients: 'Clients',
	items: 'Items',
	purchases: 'Purchases',
	bills: 'Bills',
	expenses: 'Expenses',
	orders: 'Orders',
	suppliers: 'Suppliers',
	work: 'Work',
	time: 'Time',
	projects: 'Projects',
	money: 'Money',
	bank: 'Bank',
	reports: 'Reports',
	settings: 'Settings'
});
